/** The look of pages: design tokens as CSS custom properties. */
export { tokenCss } from '../../build/tokens.js';
