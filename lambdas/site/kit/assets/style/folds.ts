/** What is rarely needed, folded; and settings by task, each with today's value beside its name. */
export const folds = `
summary { display: flex; align-items: center; gap: 0.6rem; min-height: 44px; padding: 0.35rem 0; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ''; flex: none; width: 0.5rem; height: 0.5rem; border: solid var(--accent); border-width: 0 0.14em 0.14em 0; transform: rotate(-45deg); transition: transform 0.15s; }
[open] > summary::before { transform: rotate(45deg); }
summary:hover { text-decoration: underline; }
.folded { padding-block: 0.25rem 1rem; padding-inline: 1.1rem 0; }
.folded > * + * { margin-top: 10px; }
details > form { margin-top: var(--space-snug); }

.tasks { background: var(--sheet); border: 1px solid var(--rule); border-radius: var(--corner-card); overflow: hidden; }
.tasks > * + * { border-top: 1px solid var(--rule); }
.tasks summary { flex-wrap: wrap; gap: 0.1rem 0.7rem; min-height: 60px; padding: 0.6rem 20px; }
.tasks summary:focus-visible { outline-offset: -3px; }
.task-name { flex: 1 1 10rem; font-weight: bold; }
.task-value { padding-inline-start: 1.2rem; color: var(--muted); font-size: var(--text-small); }
.tasks .folded { padding-block: 0.25rem 1.35rem; padding-inline: 2.45rem 20px; }
.tasks .folded > * + *, .tasks form > * + * { margin-top: var(--space-medium); }
@media (min-width: 40rem) { .task-value { padding: 0; } }
`;
