/** The landing page: the form at the left, and stays; a lesson to try at the right; everything else below in two columns. */
export const landing = `
.hero { display: grid; gap: var(--space-huge) 4.5rem; align-items: start; padding-top: clamp(1rem, 0.25rem + 3vw, 3.5rem); }
.join > * + * { margin-top: 0.9rem; }
.join h1 { font-size: var(--text-display); line-height: 1.16; }
.week { width: 11rem; height: auto; color: var(--accent); }
.week .today { color: var(--warm); }
.ask, .join .summary { max-width: 30rem; }
.ask > * + *, .join .summary > * + * { margin-top: var(--space-snug); }
.address { overflow-wrap: anywhere; }
.promises { padding: 0; list-style: none; color: var(--muted); font-size: var(--text-small); line-height: 1.5; }
.promises li + li { margin-top: var(--space-hair); }
.when { border-block: 1px solid var(--rule); }
.when .change { margin-inline-start: auto; color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; }
.when .folded { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--space-snug) var(--space-medium); padding: 0 0 1.1rem; }
.when .folded > * + * { margin-top: 0; }
/* The server sends it open, for browsers without script. With script nothing jumps: it stays as it will be until the script has looked. */
@media (scripting: enabled) { .when:not([data-ready], [data-keep-open]) .folded { display: none; } }

.sample { background: var(--sheet); border: 1px solid var(--rule); border-radius: var(--corner-card); overflow: hidden; }
@media (prefers-color-scheme: light) { .sample { box-shadow: 0 1px 2px rgb(43 40 36 / 0.06), 0 12px 32px rgb(43 40 36 / 0.07); } }
.sample-head { display: flex; gap: var(--space-snug); align-items: center; padding: 0.8rem 20px; border-bottom: 1px solid var(--rule); font-size: var(--text-small); font-weight: bold; }
.sample-body { padding: 20px; }
.sample-body > * + * { margin-top: 0.9rem; }

.about { display: grid; gap: 3.25rem; padding-top: 3.25rem; }
.about section > * + * { margin-top: 0.9rem; }
.weeks { padding: 0; list-style: none; border-top: 1px solid var(--rule); }
.weeks li { display: flex; gap: var(--space-small); align-items: baseline; margin: 0; padding: 0.6rem 0; border-bottom: 1px solid var(--rule); }
.nth { flex: none; width: 1.75rem; color: var(--warm); font-size: var(--text-lede); font-variant-numeric: tabular-nums; }
.lesson { flex: 1 1 auto; min-width: 0; }
.weeks .hint { flex: none; }
.about .folded { padding-inline-start: 0; }
.two, .trust { display: grid; gap: var(--space-medium); }
.trust { gap: 20px var(--space-large); padding: 0; list-style: none; }
.trust li { margin: 0; }
.checks, .dashes { padding: 0; list-style: none; }
.checks li, .dashes li { position: relative; padding-inline-start: 1.7em; }
.checks li::before, .dashes li::before { content: ''; position: absolute; inset-inline-start: 0.15em; top: 0.5em; width: 0.8em; height: 0.42em; border: solid var(--accent); border-width: 0 0 0.15em 0.15em; transform: rotate(-45deg); }
.dashes li::before { top: 0.75em; width: 0.75em; height: 0; border-width: 0.16em 0 0; border-color: var(--warm); transform: none; }
.questions { border-top: 1px solid var(--rule); }
.questions details { border-bottom: 1px solid var(--rule); }
.questions summary { min-height: 3.25rem; font-weight: bold; }
.start { display: grid; align-content: center; justify-items: center; padding: 2rem 20px; border-radius: var(--corner-card); background: var(--practice); text-align: center; }

@media (min-width: 60rem) {
  .hero { grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); }
  /* A series without a sample has one column, in the middle. */
  .hero:not(:has(.sample)) { grid-template-columns: minmax(0, 40rem); justify-content: center; }
  .join { position: sticky; top: 0; padding-top: 1.5rem; }
  .about { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 4rem 4.5rem; }
  .whole { grid-column: 1 / -1; }
  .weeks { display: grid; grid-auto-flow: column; grid-template-rows: repeat(4, auto); grid-template-columns: 1fr 1fr; gap: 0 4.5rem; }
  .two { grid-template-columns: 1fr 1fr; }
  .trust { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
}
@media print { .ask, .start { display: none; } }
`;
