/** What stands around every page, and how wide a page is. */
export const frame = `
.wrap { width: 100%; max-width: 70rem; margin: 0 auto; padding-inline: 20px; }
.narrow, .broad { width: 100%; margin: 0 auto; padding: 1.75rem 20px 0; }
.narrow { max-width: 42.5rem; }
.broad { max-width: 64rem; }
.narrow > * + *, .broad > * + * { margin-top: var(--space-large); }
.intro > * + *, .narrow > section:not([class]) > * + * { margin-top: var(--space-medium); }

.skip { position: absolute; inset-inline-start: 0.75rem; top: -5rem; z-index: 2; padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--sheet); }
.skip:focus { top: 0.75rem; }

.masthead { background: var(--sheet); border-bottom: 1px solid var(--rule); }
.masthead .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 20px; min-height: 3.5rem; }
.masthead a { display: inline-flex; align-items: center; gap: 0.6rem; min-height: 44px; }
.brand { color: var(--ink); font: 1.25rem/1 var(--font-heading); text-decoration: none; }
.brand:hover { text-decoration: underline; }

.tabs { background: var(--sheet); border-bottom: 1px solid var(--rule); }
.tabs ul { display: flex; flex-wrap: wrap; gap: 0 clamp(0.75rem, 3vw, 1.75rem); padding: 0; list-style: none; }
.tabs li { margin: 0; }
.tabs a { display: inline-flex; align-items: center; min-height: 44px; color: var(--muted); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { color: var(--ink); font-weight: bold; border-color: var(--accent); }

.colophon { margin-top: var(--space-vast); padding: 1.75rem 0 2.5rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: var(--text-small); }
.colophon .wrap > * + * { margin-top: var(--space-snug); }
.colophon p { max-width: 38rem; }
.colophon ul { display: flex; flex-wrap: wrap; gap: 0 1.75rem; padding: 0; list-style: none; }
.colophon li { margin: 0; }
.colophon li a { display: inline-flex; align-items: center; min-height: 44px; }
`;
