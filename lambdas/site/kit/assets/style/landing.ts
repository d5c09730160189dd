/** The landing page. */
export const landing = `
.landing { display: grid; gap: 2.5rem 4.5rem; align-items: start; padding-block: clamp(1.75rem, 0.75rem + 4vw, 4rem) 0; }
.hero > * + * { margin-top: 1.25rem; }
.hero h1 { font-size: var(--text-display); line-height: 1.16; }
.hero .lede { max-width: 34rem; }
.week { display: block; width: 15rem; height: auto; max-width: 100%; color: var(--accent); }
.week .today { color: var(--warm); }
.facts { padding: 0; list-style: none; color: var(--muted); }
.sign-up form > button { width: 100%; }
.about > * + * { margin-top: 2.75rem; }
.about section > * + * { margin-top: 1rem; }
.lessons { padding: 0; list-style: none; counter-reset: week; border-top: 1px solid var(--rule); }
.lessons li { counter-increment: week; display: grid; grid-template-columns: 2.4rem 1fr auto; gap: 0 0.75rem; align-items: baseline; margin: 0; padding: 0.7rem 0; border-bottom: 1px solid var(--rule); }
.lessons li::before { content: counter(week); color: var(--warm); font: 1.1875rem/1 var(--font-body); }
.minutes { color: var(--muted); font-size: var(--text-small); }
@media (min-width: 60rem) {
  .landing { grid-template: auto 1fr / minmax(0, 1fr) minmax(0, 27rem); }
  .landing .sign-up { grid-area: 1 / 2 / 3 / 3; }
  .about { margin-top: 1.25rem; }
}
`;
