/** Text, frame and layout. Sizes are relative to the reader's own font size, so that a larger one enlarges everything. */
export const pageStyle = `
*, *::before, *::after { box-sizing: border-box; }
html { text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  display: flex;
  flex-direction: column;
  min-height: 100vh;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/var(--leading-body) var(--font-body);
  overflow-wrap: break-word;
}
main { flex: 1; }
main:focus { outline: none; }

h1, h2, h3 { margin: 0; text-wrap: balance; }
h1, h2 { font-family: var(--font-heading); line-height: var(--leading-title); }
h1 { font-size: clamp(1.8rem, 1.4rem + 1.8vw, 2.35rem); font-weight: normal; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; font-weight: normal; }
h3 { font-size: 1.0625rem; line-height: 1.4; }
p, ul, ol, dl { margin: 0; }
ul, ol { padding-left: 1.3em; }
li + li { margin-top: 0.45em; }
li::marker { color: var(--warm); }
hr { margin: 0; border: 0; border-top: 1px solid var(--rule); }
address { font-style: normal; }
img { display: block; }
a { color: var(--accent); text-decoration-thickness: 0.08em; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 0.14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
::selection { background: var(--accent); color: var(--on-accent); }

.lede { font-size: 1.2rem; line-height: 1.55; text-wrap: pretty; }
.hint { color: var(--muted); font-size: 0.9375rem; line-height: 1.5; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 0.75rem; top: -5rem; z-index: 1; padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--sheet); }
.skip:focus { top: 0.75rem; }

.wrap { width: 100%; max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.masthead { background: var(--sheet); border-bottom: 1px solid var(--rule); }
.masthead .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; padding-block: 0.4rem; }
.masthead a { display: inline-flex; align-items: center; gap: 0.65rem; min-height: 2.75rem; }
.brand { color: var(--ink); font: 1.3rem/1 var(--font-heading); text-decoration: none; }
.brand:hover { text-decoration: underline; }

.colophon { margin-top: 4rem; padding: 2rem 0 2.5rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.9375rem; }
.colophon .wrap > * + * { margin-top: 0.75rem; }
.colophon p { max-width: 38rem; }
.colophon ul { display: flex; flex-wrap: wrap; gap: 0 1.75rem; padding: 0; list-style: none; }
.colophon li { margin: 0; }
.colophon li a { display: inline-flex; align-items: center; min-height: 2.75rem; }

.narrow { width: 100%; max-width: 42.5rem; margin: 0 auto; padding: 2.25rem 1.25rem 0; }
.narrow > * + * { margin-top: 1.5rem; }
.narrow > section:not([class]) > * + *, .intro > * + *, .sheet > * + *, .card > * + *, .panel > * + * { margin-top: 1rem; }
.sheet { padding: clamp(1.35rem, 1rem + 2.4vw, 2.5rem); background: var(--sheet); border: 1px solid var(--rule); border-radius: calc(var(--radius) + 4px); }
.sheet h2:not(:first-child) { margin-top: 1.9rem; }
article.sheet > h1::after { content: ''; display: block; width: 3.5rem; height: 4px; border-radius: 2px; background: var(--warm); }
article.sheet > h1::after { margin-top: 1rem; }
.sheet.good > h1::after { background: var(--accent); }
.prose dt { font-weight: bold; }
.prose dd { margin: 0 0 0.8em; }
.next { font-size: 1.2rem; line-height: 1.5; }
.intro { padding-bottom: 0.25rem; }
.done { padding: 0.8rem 1.1rem; border-left: 4px solid var(--accent); border-radius: 4px; background: var(--practice); font-weight: bold; }

.card, .panel { padding: 1.35rem 1.5rem; border-left: 5px solid var(--rule); border-radius: 6px; background: var(--sheet); }
.card { box-shadow: inset 0 0 0 1px var(--rule); }
.card h2 { font-size: 1.35rem; }
.card .kind { width: fit-content; padding: 0.1rem 0.7rem; border-radius: 1rem; background: var(--practice); color: var(--ink); font-size: 0.875rem; font-weight: bold; }
.urgent { border-left-color: var(--warm); }
.urgent, .urgent .kind { background: var(--care); }
.card.urgent .kind { background: var(--warm); color: var(--sheet); }
.soon { border-left-color: var(--warm); }
.soon .kind { background: var(--care); }
.calm { border-left-color: var(--accent); }
.panel.practice { border-left-color: var(--accent); background: var(--practice); }
.panel.care { border-left-color: var(--warm); background: var(--care); }

.landing { display: grid; gap: 2.5rem 4.5rem; align-items: start; padding-block: clamp(1.75rem, 0.75rem + 4vw, 4rem) 0; }
.hero > * + * { margin-top: 1.25rem; }
.hero h1 { font-size: clamp(2rem, 1.35rem + 2.8vw, 3rem); }
.hero .lede { max-width: 34rem; }
.week { display: block; width: 15rem; height: auto; max-width: 100%; color: var(--accent); }
.week .today { color: var(--warm); }
.facts { padding: 0; list-style: none; color: var(--muted); }
.facts li { padding-left: 1.5em; position: relative; }
.facts li::before { content: ''; position: absolute; left: 0.1em; top: 0.42em; width: 0.75em; height: 0.4em; border: solid var(--accent); border-width: 0 0 0.14em 0.14em; transform: rotate(-45deg); }
.about > * + * { margin-top: 2.75rem; }
.about section > * + * { margin-top: 1rem; }
.lessons { padding: 0; list-style: none; counter-reset: week; border-top: 1px solid var(--rule); }
.lessons li { counter-increment: week; display: grid; grid-template-columns: 2.4rem 1fr auto; gap: 0 0.75rem; align-items: baseline; margin: 0; padding: 0.7rem 0; border-bottom: 1px solid var(--rule); }
.lessons li::before { content: counter(week); color: var(--warm); font: 1.45rem/1 var(--font-heading); }
.minutes { color: var(--muted); font-size: 0.9375rem; }

@media (min-width: 60rem) {
  .landing { grid-template: auto 1fr / minmax(0, 1fr) minmax(0, 27rem); }
  .landing .sign-up { grid-area: 1 / 2 / 3 / 3; }
  .about { margin-top: 1.25rem; }
}
@media print {
  body { background: none; font-size: 11pt; }
  .masthead nav, .skip, .colophon nav, form, .sign-up { display: none; }
  .sheet, .card, .panel { border-color: #777; background: none; break-inside: avoid; }
  .landing { display: block; }
}
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
.chart svg { display: block; width: 100%; height: auto; }
.chart { margin: 0; }
.chart .grid { stroke: var(--rule); stroke-width: 1; }
.chart polyline { fill: none; stroke-width: 4; stroke-linejoin: round; stroke-linecap: round; }
.chart .stress { stroke: var(--accent); }
.chart .pain { stroke: var(--warm); stroke-dasharray: 2 9; }
.chart figcaption { color: var(--muted); font-size: 0.9375rem; }
`;
