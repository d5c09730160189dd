/**
 * While a form is on its way its button says so, and a second tap sends nothing. Words: `data-busy`, and `data-still-busy` after eight seconds. A page
 * that comes back from the browser's memory is as it was before.
 */
export const busyScript = `(() => {
  const waitSeconds = 8;
  addEventListener('submit', (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button) return;
    if (button.ariaBusy === 'true') return event.preventDefault();
    const { busy, stillBusy } = button.dataset;
    if (!busy) return;
    button.ariaBusy = 'true';
    const before = button.textContent;
    button.textContent = busy;
    const timer = setTimeout(() => (button.textContent = stillBusy), waitSeconds * 1000);
    addEventListener('pageshow', () => {
      clearTimeout(timer);
      button.ariaBusy = null;
      button.textContent = before;
    }, { once: true });
  });
})();
`;
