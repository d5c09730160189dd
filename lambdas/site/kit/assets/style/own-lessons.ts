/** The lessons that somebody has had. */
export const ownLessons = `
.own-lessons { padding: 0; }
.own-lessons > li { display: flex; flex-wrap: wrap; gap: var(--space-small) var(--space-medium); align-items: center; padding-inline: 20px; }
.own-lessons .about-it { flex: 1 1 15rem; min-width: 0; }
.own-lessons .about-it > * + * { margin-top: var(--space-hair); }
.own-lessons .acts { display: flex; flex-wrap: wrap; gap: var(--space-hair) 20px; align-items: center; }
.own-lessons .acts > a { display: inline-flex; align-items: center; min-height: 44px; }
.own-lessons .acts form { display: block; }
`;
