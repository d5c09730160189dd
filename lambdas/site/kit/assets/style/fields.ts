/** Controls: large enough for a thumb, plain enough to need no explaining, drawn by the browser where that serves people best. */
export const fields = `
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
label, legend { padding: 0; font-weight: bold; }
form > :where(:not([type="hidden"])) ~ * { margin-top: 20px; }
.field > * + * { margin-top: 6px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--space-medium); }

input:not([type='checkbox'], [type='radio']), select, textarea {
  display: block;
  width: 100%;
  min-height: 50px;
  padding: 0.55rem 0.85rem;
  border: 1.5px solid var(--edge);
  border-radius: var(--radius);
  background: var(--sheet);
  color: var(--ink);
  font: inherit;
}
select { padding-inline-end: 0.4rem; text-overflow: ellipsis; }
input:focus-visible, select:focus-visible, textarea:focus-visible { outline-offset: 1px; border-radius: var(--radius); }

.tick { display: flex; gap: 0.7rem; align-items: flex-start; min-height: 44px; padding: 0.55rem 0; font-weight: normal; line-height: 1.5; cursor: pointer; }
.tick input { flex: none; width: 1.4rem; height: 1.4rem; margin: 0.1rem 0 0; accent-color: var(--accent); }
.field > .tick { margin-top: 0; }
.days { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0 var(--space-snug); }
.consent { padding: 0.9rem 1rem; border-radius: var(--radius); background: var(--practice); font-size: var(--text-small); }
.row { display: flex; flex-wrap: wrap; gap: var(--space-snug); }
.row input:not([type='checkbox'], [type='radio']) { width: auto; flex: 1 1 11rem; }

/* Radio buttons as cells: a score from 0 to 10, or the pills of a few choices. */
.score { display: grid; grid-template-columns: repeat(11, minmax(0, 1fr)); gap: var(--space-hair); max-width: 36rem; }
.pills { display: flex; flex-wrap: wrap; gap: var(--space-small); }
.score label, .pills label { position: relative; font-weight: normal; cursor: pointer; }
.score input, .pills input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.score span, .pills span { display: grid; place-items: center; min-height: 44px; border: 1.5px solid var(--edge); border-radius: var(--radius); background: var(--sheet); font-variant-numeric: tabular-nums; }
.pills span { min-width: 4.5rem; padding: 0.3rem 1rem; border-radius: var(--corner-chip); }
.score input:checked + span, .pills input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: bold; }
.score input:focus-visible + span, .pills input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; gap: var(--space-small); max-width: 36rem; color: var(--muted); font-size: var(--text-small); }
.ends span:last-child { text-align: end; }
@media (max-width: 34rem) { .score { grid-template-columns: repeat(6, minmax(0, 1fr)); } }

.invalid { padding-inline-start: var(--space-medium); border-inline-start: 4px solid var(--warm); }
.invalid input:not([type='checkbox'], [type='radio']), .invalid select { border: 2px solid var(--warm); }
.error { font-weight: bold; }
.error::before { content: '!'; display: inline-block; width: 1.35em; margin-inline-end: 0.5em; border-radius: 50%; background: var(--warm); color: var(--sheet); line-height: 1.35; text-align: center; }
.summary { padding: 1.1rem 1.35rem; border: 2px solid var(--warm); border-radius: var(--corner-card); background: var(--care); }
.summary h2 { font: bold var(--text-body)/1.4 var(--font-body); }
.summary ul { margin-top: 0.4rem; }

/* Beyond the screen, not hidden: programs that skip hidden fields shall fill this one in. */
.beyond { position: absolute; top: -200vh; width: 1px; height: 1px; overflow: hidden; }
`;
