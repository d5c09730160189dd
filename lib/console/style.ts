/** The console's sheet: no framework, light and dark, from 320 px up. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #1c2a2a; --soft: #4a5c5c; --paper: #fbfaf7; --card: #fff; --line: #d5dcd8; --accent: #0b5c58; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8efec; --soft: #b3c2bd; --paper: #121918; --card: #1b2423; --line: #3a4846; --accent: #7fd3c8; --on-accent: #0d1716; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
header { border-bottom: 1px solid var(--line); background: var(--card); padding: .75rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
header p { margin: 0; color: var(--soft); }
header .name { font-weight: 700; color: var(--ink); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .35rem 0; }
nav a[aria-current] { font-weight: 700; text-decoration: none; border-bottom: 3px solid; }
header + .stopped { margin: 0; padding: .75rem 1rem; background: #8c2f1b; color: #fff; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
th { white-space: nowrap; }
.mails { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: block; padding: .75rem 1rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.mails a:hover .subject { text-decoration: underline; }
.mails .subject { font-weight: 600; color: var(--accent); }
.mails .about, .note { color: var(--soft); font-size: .9375rem; }
dl.head { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 1rem; }
dl.head dt { color: var(--soft); }
dl.head dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 0; }
iframe { display: block; width: 100%; height: 44rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
iframe.desktop { min-width: 50rem; }
iframe.phone { max-width: 375px; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; }
label { display: grid; gap: .25rem; }
button, input, select { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; border-radius: .4rem; border: 1px solid var(--soft); background: var(--card); color: var(--ink); max-width: 100%; }
button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; }
.error, .findings { border-left: 4px solid #b3261e; padding: .5rem 1rem; background: var(--card); }
.now { font-size: 1.5rem; margin: 0; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; margin: 0; padding: 0; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.2; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem 2rem; }
.chart { min-width: 0; }
.chart svg { display: block; width: 100%; height: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.chart details { margin-top: .5rem; }
summary { cursor: pointer; padding: .35rem 0; }
@media (min-width: 60rem) { .beside { display: grid; grid-template-columns: 18rem minmax(0, 1fr); gap: 2rem; } }
main nav { margin: 1.5rem 0; }
.date { white-space: nowrap; }
.standing { font-size: 1.15rem; overflow-wrap: anywhere; }
.done { border-left: 4px solid var(--accent); padding: .5rem 1rem; background: var(--card); }
label.check { display: flex; gap: .5rem; align-items: center; }
label.check input { min-height: 1.5rem; width: 1.5rem; padding: 0; }
td form { margin: .5rem 0 0; }
.filters { flex-basis: 100%; min-width: 0; }
.filters label { max-width: 100%; grid-template-columns: minmax(0, 1fr); }
.filters > div { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-top: .25rem; }
tbody th { white-space: normal; font-weight: 600; }
.mails .reminder { margin-left: 1.5rem; }
main:has(.views) { max-width: none; }
.views { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.views > * { min-width: 0; max-width: 100%; }
.views .desktop { width: 46rem; min-width: 0; max-width: 100%; }
.views .phone { width: 375px; max-width: 100%; }
.views pre { width: 46rem; max-width: 100%; height: 44rem; overflow: auto; }
.fine { color: var(--accent); }
@media (max-width: 30rem) { dl.head { grid-template-columns: 1fr; } dl.head dd { margin-bottom: .5rem; } }
`;
