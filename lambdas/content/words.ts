import { words as byLanguage } from '../../build/words.js';

/** What the site says. English is the only language so far. */
export const words = byLanguage.en;
