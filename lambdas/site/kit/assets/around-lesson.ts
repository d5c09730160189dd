import { tokenCss } from '../../../content/look.ts';

/**
 * What stands around a lesson on its public page. The lesson brings the look of an email with it, so that nothing here speaks of elements in general.
 */
export const aroundLesson = `${tokenCss}
.around { box-sizing: border-box; max-width: 600px; margin: 0 auto; padding: 0 20px; color: var(--ink); font: var(--text-body)/var(--leading-body) var(--font-body); }
.around * { box-sizing: border-box; }
.around [hidden] { display: none; }
.around a, .around button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; color: var(--accent); }
.around-head { display: flex; flex-wrap: wrap; gap: 0 20px; align-items: center; justify-content: space-between; padding-block: 6px; }
.around .brand { gap: 0.6rem; color: var(--ink); font: 1.25rem/1 var(--font-heading); text-decoration: none; }
.around .join { margin: 0 0 var(--space-large); padding: clamp(1.25rem, 1rem + 1.6vw, 2rem); border: 1px solid var(--rule); border-radius: var(--corner-card); background: var(--sheet); }
.around .join > * { margin: 0; }
.around .join > * + * { margin-top: var(--space-snug); }
.around .join h2 { font: normal var(--text-heading)/1.22 var(--font-heading); }
/* Important, as the colour is that emails give to all links in the dark. */
.around .join .start { width: 100%; min-height: 50px; padding: 0.6rem 1.5rem; border-radius: var(--radius); background: var(--accent); color: var(--on-accent) !important; font-weight: bold; text-align: center; text-decoration: none; }
.around .hint { color: var(--muted); font-size: var(--text-small); line-height: 1.5; }
.around label { display: block; font-weight: bold; }
.around nav ul { display: flex; flex-wrap: wrap; gap: 0 20px; margin: 0 0 var(--space-large); padding: 0; list-style: none; }
.around input { display: block; width: 100%; min-height: 50px; margin-top: 6px; padding: 0.55rem 0.85rem; border: 1.5px solid var(--edge); border-radius: var(--radius); background: var(--sheet); color: var(--ink); font: inherit; }
.around button { width: 100%; min-height: 50px; margin-top: var(--space-snug); padding: 0.6rem 1.5rem; border: 2px solid var(--edge); border-radius: var(--radius); background: transparent; font: bold var(--text-body)/1.3 var(--font-body); cursor: pointer; }
.around :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: var(--corner-focus); }
@media (forced-colors: active) { .around .join, .around .start { border: 1px solid; } }
@media print { .around { display: none; } }
`;
