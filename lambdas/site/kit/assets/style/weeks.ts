/** Somebody's own weeks, and the page that says whom to call. */
export const weeks = `
.goal { font: var(--text-lede)/1.5 var(--font-heading); }
.columns { display: grid; gap: var(--space-large); }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 5fr) minmax(0, 8fr); } }
.charts { display: grid; gap: var(--space-large) 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14.5rem), 1fr)); }
.chart { max-width: 26rem; }
.chart h3 { display: flex; gap: var(--space-small); align-items: center; margin-bottom: var(--space-hair); }
.chart h3::before { content: ''; width: 0.8rem; height: 0.8rem; border-radius: 50%; background: var(--accent); }
.chart.pain h3::before { border-radius: 2px; background: var(--warm); }
.chart svg { width: 100%; height: auto; fill: var(--muted); font-family: var(--font-body); }
.chart line { stroke: var(--rule); stroke-width: 1; }
.chart polyline { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
.chart .dot { fill: var(--accent); stroke: var(--sheet); stroke-width: 2; }
.chart .value { fill: var(--ink); font-weight: bold; }
.chart.pain polyline { stroke: var(--warm); stroke-dasharray: 1 7; }
.chart.pain .dot { fill: var(--warm); }
.own-weeks th { font-weight: bold; }
.own-weeks .own { max-width: 22rem; overflow-wrap: anywhere; }

.calls { display: grid; gap: var(--space-snug); }
.calls .button { flex-wrap: wrap; justify-content: space-between; min-height: 64px; text-align: start; }
.calls small { font-size: var(--text-small); font-weight: normal; }
.calls b { font-size: 1.25rem; }
`;
