/** A practice to practise along with, and a sheet to fill in. */
export const practice = `
.practising { display: grid; gap: var(--space-large); }
.practising > * { margin-top: 0; }
.practising .head > * + * { margin-top: var(--space-small); }
.practising .does > * + * { margin-top: var(--space-large); }
.practising .noted > * + * { margin-top: var(--space-medium); }
.practising > p .plain { padding-inline: 0; }
.practising .around > * + * { margin-top: var(--space-snug); }
.moves > * + * { margin-top: var(--space-medium); }
.moving .folded { padding-inline: 0; }
.moving .picture { max-width: 22rem; }
@media (prefers-reduced-motion: reduce) { .moving { display: none; } }
@media print { .moving { display: none; } }
.stage { display: grid; gap: 20px; justify-items: center; text-align: center; }
.stage > * + * { margin-top: 0; }
.pacer { position: relative; width: min(15rem, 70vw); aspect-ratio: 1; }
.pacer svg { width: 100%; height: 100%; }
.pacer circle { fill: none; stroke: var(--rule); stroke-width: 4; }
.pacer [data-ring] { stroke: var(--warm); stroke-linecap: round; }
.pacer .lung { fill: var(--tint); stroke: none; }
.pacer [data-disc] { fill: var(--accent); stroke: none; }
.pacer p { position: absolute; inset: 28%; display: grid; place-items: center; color: var(--on-accent); font: var(--text-body)/1.25 var(--font-heading); }
.clock { font-size: 2.25rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.stage .pills { justify-content: center; }
/* It does nothing without a script. */
@media (scripting: none) { .stage { display: none; } }
.steps [aria-current] { margin-inline: -0.75rem; padding-inline: 0.75rem; border-radius: var(--radius); background: var(--practice); outline: 2px solid var(--accent); }

.questions-to-fill { display: grid; gap: var(--space-large); padding: 0; list-style: none; counter-reset: question; }
.questions-to-fill li { margin: 0; }
.questions-to-fill label { display: block; margin-bottom: var(--space-small); }
.questions-to-fill textarea { line-height: 1.6; resize: vertical; }
@media (scripting: enabled) { .unscripted { display: none; } }
@media (min-width: 60rem) {
  .practising { grid-template-columns: minmax(0, 25rem) minmax(0, 1fr); gap: var(--space-large) 3.5rem; align-items: start; }
  .practising .head, .practising > .link-row, .practising > .noted, .practising > p { grid-column: 1 / -1; }
  .practising .stage { position: sticky; top: var(--space-large); }
  .practising:not(:has(.stage)) { grid-template-columns: minmax(0, 42.5rem); }
}
@media (min-width: 60rem) and (scripting: none) { .practising { grid-template-columns: minmax(0, 42.5rem); } }
@media print {
  .stage, .join, .noted, .unprinted { display: none; }
  .practising { display: block; }
  .practising > * + * { margin-top: var(--space-large); }
  .steps li { padding: 0.3rem 0; }
  .questions-to-fill li { break-inside: avoid; }
  .questions-to-fill textarea { min-height: 6rem; border: 1px solid #777; background: none; }
}
`;
