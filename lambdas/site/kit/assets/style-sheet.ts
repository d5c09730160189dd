import { tokenCss } from '../../../content/look.ts';
import { formStyle } from './form-style.ts';
import { pageStyle } from './page-style.ts';

/** The look of every page: tokens, which mails share, then pages, then forms. */
export const styleSheet = [tokenCss, pageStyle, formStyle].join('\n');
