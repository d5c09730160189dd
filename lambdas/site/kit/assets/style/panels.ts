/** Grounds that text stands on: a sheet of paper, green for what to do, sand for what to take care of, and the line that says what was done. */
export const panels = `
.sheet, .card { padding: clamp(1.25rem, 1rem + 1.6vw, 2rem); background: var(--sheet); border: 1px solid var(--rule); border-radius: var(--corner-card); }
.practice, .care, .calm, .urgent { padding: clamp(1.15rem, 1rem + 1vw, 1.75rem); border-radius: var(--corner-card); }
.practice, .calm { border: 0; background: var(--practice); }
.care, .urgent { border: 1px solid var(--care-edge); background: var(--care); }
.sheet > * + * { margin-top: var(--space-medium); }
.card > * + *, .practice > * + *, .care > * + * { margin-top: var(--space-snug); }
.sheet h2:not(:first-child) { margin-top: 1.9rem; }
.sheet form + form { margin-top: var(--space-snug); }
/* A page that says what was done. */
.good > h1::before { content: ''; display: inline-block; width: 0.62em; height: 0.32em; margin-block: 0 0.3em; margin-inline: 0.1em 0.4em; border: solid var(--accent); border-width: 0 0 0.11em 0.11em; transform: rotate(-45deg); }
.prose dt { font-weight: bold; }
.prose dd { margin-bottom: 0.8em; }
.next { font-size: var(--text-lede); line-height: 1.5; }

.chip, .kind { display: inline-block; width: fit-content; padding: 0.1rem 0.7rem; border-radius: var(--corner-chip); background: var(--tint); color: var(--ink); font: bold var(--text-label)/1.6 var(--font-body); letter-spacing: 0; vertical-align: middle; }
.chip.paused, .soon .kind { background: var(--care); box-shadow: inset 0 0 0 1px var(--care-edge); }
.urgent .kind { background: var(--warm); color: var(--sheet); }

.done { display: flex; flex-wrap: wrap; gap: var(--space-hair) var(--space-medium); align-items: center; justify-content: space-between; padding: 0.6rem 20px; border-radius: var(--corner-card); background: var(--practice); }
.done p { display: flex; gap: 0.6rem; align-items: center; min-height: 44px; font-weight: bold; }
.done svg { flex: none; color: var(--accent); }

.link-row { display: flex; flex-wrap: wrap; gap: 0 var(--space-large); padding: 0; list-style: none; }
.link-row li { margin: 0; }
.link-row a { display: inline-flex; align-items: center; min-height: 44px; }
`;
