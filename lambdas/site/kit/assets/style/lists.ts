/** Lists that are more than words: a week of days, numbered steps, entries with their buttons, tables that turn into blocks on a phone. */
export const lists = `
.week-days { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: var(--space-hair); max-width: 26rem; padding: 0; list-style: none; }
.week-days li { margin: 0; text-align: center; color: var(--muted); font-size: var(--text-label); }
.disc { display: grid; place-items: center; width: min(2.5rem, 84%); aspect-ratio: 1; margin: 0 auto 0.4rem; border: 1.5px solid var(--edge); border-radius: 50%; }
.did { color: var(--ink); font-weight: bold; }
.did .disc { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.to-come .disc { border-style: dashed; }
.is-today .disc { outline: 2px solid var(--warm); outline-offset: 3px; }

.steps { display: grid; gap: var(--space-hair); padding: 0; list-style: none; counter-reset: step; }
.steps li { counter-increment: step; display: grid; grid-template-columns: 2.75rem 1fr; gap: 0 0.75rem; align-items: start; margin: 0; padding: 0.7rem 0; font-size: var(--text-step); line-height: 1.45; }
.steps li::before { content: counter(step); display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--tint); color: var(--ink); font: bold var(--text-body)/1 var(--font-body); }

.entries { padding: 0; list-style: none; }
.entries > li { margin: 0; padding: var(--space-medium) 0; }
.entries > li + li { border-top: 1px solid var(--rule); }
.entries h2, .entries h3 { font: bold var(--text-body)/1.4 var(--font-body); }

table { width: 100%; border-collapse: collapse; font-size: var(--text-small); }
th, td { padding: 10px 0; padding-inline-end: var(--space-snug); border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
thead th { color: var(--muted); font-weight: normal; }
td { font-variant-numeric: tabular-nums; }
tbody tr:hover { background: var(--sunk); }
.scroll { overflow-x: auto; }
/* A cell says its column itself, by data-label, where there is no room for a head. */
@media (max-width: 43.99rem) {
  .blocks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .blocks, .blocks tbody, .blocks tr, .blocks th, .blocks td { display: block; border: 0; padding: 0; }
  .blocks tr { padding: 10px 0; border-bottom: 1px solid var(--rule); }
  .blocks td:empty { display: none; }
  .blocks td[data-label]::before { content: attr(data-label) ' '; color: var(--muted); }
}

.mails { padding-inline-start: 1.25rem; }
.mails li + li { margin-top: var(--space-medium); }
`;
