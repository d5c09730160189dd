/**
 * Buttons: one filled button a view. `quiet` is every other one, `answer` says something about the person, `plain` looks like a link, `keep` is a
 * pill that stays pressed. A disabled one is settled: its work is done, and its words say so.
 */
export const buttons = `
button, .button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 0.5rem;
  position: relative;
  min-height: 50px;
  padding: 0.6rem 1.5rem;
  border: 2px solid var(--accent);
  border-radius: var(--radius);
  background: var(--accent);
  color: var(--on-accent);
  font: bold var(--text-body)/1.3 var(--font-body);
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { background: var(--accent-deep); border-color: var(--accent-deep); }
button:active, .button:active { transform: translateY(1px); }
button:focus-visible, .button:focus-visible { border-radius: var(--radius); }
button svg, .button svg { flex: none; }
.wide { width: 100%; }
.big { min-height: 64px; font-size: 1.25rem; }
.quiet { background: transparent; color: var(--accent); border-color: var(--edge); }
.quiet:hover { background: var(--practice); border-color: var(--accent); }
.answer { justify-content: flex-start; width: 100%; padding-inline: 1rem; background: var(--sheet); color: var(--accent); text-align: start; }
.answer:hover { background: var(--practice); border-color: var(--accent-deep); }
.plain { min-height: 44px; padding: 0.2rem 0.5rem; border: 0; background: none; color: var(--accent); font-weight: normal; text-decoration: underline; text-underline-offset: 0.2em; }
.plain:hover { background: none; text-decoration-thickness: 0.14em; }
.keep { gap: 0.4rem; min-height: 44px; padding: 0.3rem 0.9rem; border: 1.5px solid var(--edge); border-radius: var(--corner-chip); background: transparent; color: var(--ink); font-weight: normal; }
.keep:hover { background: var(--practice); }
.keep[aria-pressed='true'] { background: var(--tint); border-color: var(--accent); font-weight: bold; }
button[disabled] { opacity: 1; background: var(--tint); border-color: var(--tint); color: var(--ink); cursor: default; transform: none; }
button[aria-busy='true'] { overflow: hidden; cursor: progress; }
button[aria-busy='true']::after { content: ''; position: absolute; inset-inline-start: 0; bottom: 0; width: 40%; height: 4px; background: currentColor; animation: busy 1.6s ease-in-out infinite; }
@keyframes busy { from { transform: translateX(-100%); } to { transform: translateX(250%); } }

.buttons, .choices { display: flex; flex-wrap: wrap; gap: var(--space-snug); align-items: center; }
/* What stands in a row has no gap above it, in a form as well. */
.buttons > *, .choices > *, .answers > *, .shares > * { margin-top: 0; }
.answers { display: grid; gap: var(--space-small); }
/* A few short choices side by side, as wide as each other. */
.shares { display: flex; flex-wrap: wrap; gap: 10px; }
.shares > * { flex: 1 1 4.75rem; padding-inline: 0.4rem; }
`;
