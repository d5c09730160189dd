/** Text and what every page rests on. Sizes are relative to the reader's own font size, so that a larger one enlarges everything. */
export const base = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { text-size-adjust: 100%; scroll-padding-top: var(--space-medium); }
body {
  margin: 0;
  display: flex;
  flex-direction: column;
  min-height: 100vh;
  background: var(--paper);
  color: var(--ink);
  font: var(--text-body)/var(--leading-body) var(--font-body);
  overflow-wrap: break-word;
}
main { flex: 1; }
main:focus { outline: none; }

h1, h2, h3, p, ul, ol, dl, dd, figure, blockquote { margin: 0; }
h1, h2 { font-family: var(--font-heading); font-weight: normal; line-height: 1.22; text-wrap: balance; }
h1 { font-size: var(--text-title); letter-spacing: -0.01em; }
h2 { font-size: var(--text-heading); }
h3 { font-size: var(--text-body); line-height: 1.4; text-wrap: balance; }
p { max-width: 40rem; }
ul, ol { padding-inline-start: 1.35em; }
li + li { margin-top: 0.45em; }
li::marker { color: var(--warm); }
hr { margin: 0; border: 0; border-top: 1px solid var(--rule); }
address { font-style: normal; }
img, svg { display: block; max-width: 100%; }
a { color: var(--accent); text-decoration-thickness: 0.08em; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 0.14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: var(--corner-focus); }
::selection { background: var(--accent); color: var(--on-accent); }

.lede { font-size: var(--text-lede); line-height: 1.5; text-wrap: pretty; }
.hint, .small { font-size: var(--text-small); line-height: 1.5; }
.hint, .muted { color: var(--muted); }
/* Figures of Georgia are old-style and jump. */
.number { font-family: var(--font-body); font-variant-numeric: tabular-nums; }
/* For screen readers only. */
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.picture { width: 100%; height: auto; border-radius: var(--corner-card); overflow: hidden; }
@media (prefers-color-scheme: dark) { .picture { filter: brightness(0.88); } }
`;
