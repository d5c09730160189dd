import { styleSheet } from '../../local/console/style.ts';

/** What the operator's console has beside the look of the local one. */
export const consoleStyle = `${styleSheet}
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
select { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; border-radius: .4rem; border: 1px solid var(--soft); background: var(--card); color: var(--ink); }
select:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
td form { margin: .5rem 0 0; }
tbody th { white-space: normal; font-weight: 600; }
`;
