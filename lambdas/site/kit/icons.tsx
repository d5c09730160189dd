/** A check mark. The words beside it say the same. */
export const Check = () => (
  <svg
    width="18"
    height="18"
    viewBox="0 0 18 18"
    fill="none"
    stroke="currentColor"
    stroke-width="2.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M3.5 9.5l4 4 7-8.5" />
  </svg>
);

/** A bookmark, filled in once something is kept. */
export const Bookmark = ({ filled }: { filled: boolean }) => (
  <svg
    width="18"
    height="18"
    viewBox="0 0 18 18"
    fill={filled ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M4 2.5h10v13l-5-3.8-5 3.8z" />
  </svg>
);
