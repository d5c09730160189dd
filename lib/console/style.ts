/** The colours of templates/tokens.json, by hand: the console has to be read while an author has that file open and broken. A test holds them together. */
export const palettes = {
  light: {
    paper: '#f4efe4',
    sheet: '#fffdf8',
    sunk: '#f9f4e9',
    ink: '#2b2824',
    muted: '#5f584d',
    rule: '#e2d8c6',
    edge: '#857a69',
    accent: '#1f5a50',
    accentDeep: '#17463e',
    onAccent: '#ffffff',
    tint: '#dfeae2',
    practice: '#eaf1ea',
    care: '#fbf0dd',
    careEdge: '#e6c58f',
    warm: '#ad4f29',
    danger: '#9a2f20',
    onDanger: '#ffffff',
  },
  dark: {
    paper: '#161512',
    sheet: '#211f1b',
    sunk: '#1b1a16',
    ink: '#efe9dd',
    muted: '#bdb5a7',
    rule: '#3d3931',
    edge: '#8f8777',
    accent: '#9fd4c4',
    accentDeep: '#b9e2d6',
    onAccent: '#10231e',
    tint: '#2b3d36',
    practice: '#22312c',
    care: '#362b1c',
    careEdge: '#6b5434',
    warm: '#e59c75',
    danger: '#f4a698',
    onDanger: '#2a0f0a',
  },
};

const declared = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`)
    .join(' ');

/** The console's sheet: no framework, light and dark, from 320 px up. */
export const styleSheet = `
:root { color-scheme: light dark; ${declared(palettes.light)} }
@media (prefers-color-scheme: dark) { :root { ${declared(palettes.dark)} } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 6px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--sheet); z-index: 1; }
header { border-bottom: 1px solid var(--rule); background: var(--sheet); padding: .5rem 1.25rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; }
header p { margin: 0; color: var(--muted); }
header .name { font-weight: 700; color: var(--ink); }
header form { min-width: 0; margin: 0 0 0 auto; flex-wrap: nowrap; gap: .5rem; }
header form input { min-width: 0; width: 100%; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--muted); text-decoration: none; border-bottom: 3px solid transparent; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { font-weight: 700; color: var(--ink); border-color: var(--accent); }
header + .stopped { margin: 0; padding: .75rem 1.25rem; background: var(--care); border-bottom: 1px solid var(--care-edge); }
main { max-width: 84rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.22; margin: .75rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; line-height: 1.22; margin: 2rem 0 .75rem; }
table { border-collapse: collapse; width: 100%; }
.scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--rule); border-radius: 16px; padding: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .625rem .75rem; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
tr:last-child > td, tr:last-child > tbody th { border-bottom: 0; }
tbody tr:hover { background: var(--sunk); }
thead th { white-space: nowrap; color: var(--muted); font-weight: 400; }
tbody th { white-space: normal; font-weight: 600; }
.card, .tiles li, .chart, .todo { background: var(--sheet); border: 1px solid var(--rule); border-radius: 16px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
.chip { display: inline-block; background: var(--tint); color: var(--ink); border-radius: 999px; padding: .1rem .75rem; font-size: .9375rem; font-weight: 700; }
.mails { list-style: none; margin: 0; padding: 0; border: 1px solid var(--rule); border-radius: 16px; background: var(--sheet); }
.mails li + li { border-top: 1px solid var(--rule); }
.mails a { display: block; padding: .75rem 1.25rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.mails a:hover .subject { text-decoration: underline; }
.mails .subject { font-weight: 600; color: var(--accent); }
.mails .about, .note { color: var(--muted); font-size: .9375rem; }
.mails .reminder { margin-left: 1.5rem; }
dl.head { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 1rem; }
dl.head dt { color: var(--muted); }
dl.head dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sheet); border: 1px solid var(--rule); border-radius: 16px; padding: 1rem; margin: 0; }
iframe { display: block; width: 100%; height: 44rem; border: 1px solid var(--rule); border-radius: 16px; background: #fff; }
iframe.desktop { min-width: 50rem; }
iframe.phone { max-width: 390px; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; }
form.tall { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 40rem; }
form.tall button { justify-self: start; }
form.tall .note { margin: 0; }
fieldset { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; border: 1px solid var(--rule); border-radius: 16px; background: var(--sheet); padding: .75rem 1.25rem 1rem; margin: 0; min-width: 0; }
legend { font-weight: 700; padding: 0 .25rem; }
fieldset details label { margin-top: .75rem; }
label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; max-width: 100%; }
label.wrong { border-left: 3px solid var(--warm); padding-left: .75rem; }
label.check { display: flex; gap: .5rem; align-items: start; }
label.check input { flex: none; min-height: 1.5rem; width: 1.5rem; padding: 0; margin: 0; accent-color: var(--accent); }
button, input, select, textarea { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; border-radius: 10px; border: 1px solid var(--edge); background: var(--sheet); color: var(--ink); max-width: 100%; }
textarea { width: 100%; resize: vertical; }
form.tall input:not([type=checkbox], [type=radio], [type=date], [type=time]) { width: 100%; }
button { background: var(--accent); border: 2px solid var(--accent); color: var(--on-accent); font-weight: 700; cursor: pointer; }
button:hover { background: var(--accent-deep); border-color: var(--accent-deep); }
button:active { transform: translateY(1px); }
button.quiet, header button { background: none; border-color: var(--edge); color: var(--accent); }
button.quiet:hover, header button:hover { background: var(--practice); border-color: var(--accent); }
button.danger { background: none; border-color: var(--danger); color: var(--danger); }
button.danger:hover { background: var(--danger); color: var(--on-danger); }
.error, .findings { border-left: 4px solid var(--warm); padding: .5rem 1rem; background: var(--sheet); }
.done, .fine { border-radius: 16px; padding: .75rem 1.25rem; background: var(--practice); }
.done::before, .fine::before { content: ''; display: inline-block; width: .4em; height: .8em; margin: 0 1rem 0 .25rem; border: solid var(--accent); border-width: 0 3px 3px 0; transform: rotate(45deg); }
.todo { background: var(--care); border-color: var(--care-edge); }
.todo h2 { margin-top: 0; }
.todo ul { list-style: none; margin: 0; padding: 0; }
.todo li { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; padding: .5rem 0; overflow-wrap: anywhere; }
.todo li + li { border-top: 1px solid var(--care-edge); }
.links { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: .5rem 0; }
.links a, .todo a { display: inline-flex; align-items: center; min-height: 2.75rem; }
.now { font-size: 1.5rem; margin: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 10.5rem), 1fr)); gap: .75rem; list-style: none; margin: 0; padding: 0; }
.tiles li { margin: 0; }
.tiles strong { display: block; font-size: 1.75rem; font-weight: 400; line-height: 1.2; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem; align-items: start; }
.charts.wide { grid-template-columns: 1fr; }
.chart { min-width: 0; margin: 0; }
.chart h2 { margin-top: 0; }
.chart svg { display: block; width: 100%; height: auto; }
.chart details { margin-top: .5rem; }
summary { cursor: pointer; padding: .6rem 0; }
@media (min-width: 60rem) {
  .beside { display: grid; grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr); gap: 2.5rem; }
  .story { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.5rem; }
  .story > * { min-width: 0; }
}
main nav { margin: 1.5rem 0; }
.date { white-space: nowrap; }
.standing { font-size: 1.125rem; overflow-wrap: anywhere; }
td form { margin: .5rem 0 0; }
.filters { flex-basis: 100%; min-width: 0; }
.filters > div { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-top: .25rem; }
main:has(.views) { max-width: none; }
.views { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.views > * { min-width: 0; max-width: 100%; }
.views .desktop { width: 46rem; min-width: 0; max-width: 100%; }
.views .phone { width: 375px; max-width: 100%; }
.views pre { width: 46rem; max-width: 100%; height: 44rem; overflow: auto; }
@media (max-width: 44rem) {
  header form { margin-left: 0; flex: 1 1 100%; }
  td { overflow-wrap: anywhere; }
  td[data-head] { display: block; border: 0; padding: .1rem .5rem; }
  td[data-head]:empty { display: none; }
  td[data-head]::before { content: attr(data-head) ': '; color: var(--muted); }
  table:has(td[data-head]) :is(tbody, tr) { display: block; }
  table:has(td[data-head]) thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
  table:has(td[data-head]) tr { border-bottom: 1px solid var(--rule); padding: .5rem 0; }
  table:has(td[data-head]) tr:last-child { border: 0; }
}
@media (max-width: 30rem) { dl.head { grid-template-columns: 1fr; } dl.head dd { margin-bottom: .5rem; } }
`;
