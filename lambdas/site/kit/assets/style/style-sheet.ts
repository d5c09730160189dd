import { tokenCss } from '../../../../content/look.ts';
import { base } from './base.ts';
import { buttons } from './buttons.ts';
import { fields } from './fields.ts';
import { folds } from './folds.ts';
import { frame } from './frame.ts';
import { landing } from './landing.ts';
import { lists } from './lists.ts';
import { modes } from './modes.ts';
import { ownLessons } from './own-lessons.ts';
import { panels } from './panels.ts';
import { practice } from './practice.ts';
import { weeks } from './weeks.ts';

/** The look of every page: tokens, which emails share, then the parts that pages share, then pages of a look of their own. */
export const styleSheet = [
  tokenCss,
  base,
  frame,
  buttons,
  fields,
  panels,
  folds,
  lists,
  landing,
  practice,
  ownLessons,
  weeks,
  modes,
].join('\n');
