/** A week: seven days on a curve, one of them ours. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f5a50"/><path d="M5 20c4 0 4-8 8-8s4 8 8 8 3-6 6-7" fill="none" stroke="#fffdf8" stroke-width="2.6" stroke-linecap="round"/><circle cx="13" cy="12" r="3.4" fill="#f0b48f"/></svg>
`;
