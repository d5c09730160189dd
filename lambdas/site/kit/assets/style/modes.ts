/** Paper, forced colours, and people whom movement disturbs. Last, so that it has the last word. */
export const modes = `
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation-duration: 0.001s !important; animation-iteration-count: 1 !important; transition: none !important; } }
@media (forced-colors: active) {
  button, .button, .sheet, .card, .practice, .care, .chip, .kind, .done, .consent { border: 1px solid; }
  .did .disc, .score input:checked + span, .pills input:checked + span { forced-color-adjust: none; }
}
@media print {
  body { background: none; font-size: 11pt; }
  .masthead nav, .tabs, .skip, .colophon nav, .link-row, form, button { display: none; }
  .sheet, .card, .practice, .care { border: 1px solid #777; background: none; break-inside: avoid; }
}
`;
