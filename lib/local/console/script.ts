/**
 * Live refresh: when the number of mails or the clock's quarter hour changes, the main part of a page marked with `data-live` is fetched
 * anew. Without it every page works the same, by reload.
 */
export const script = `
(() => {
  const main = document.querySelector('main[data-live]');
  if (!main) return;
  let seen;
  const refresh = async () => {
    if (document.hidden || main.contains(document.activeElement)) return;
    const state = await (await fetch('/local/api/state')).text();
    if (seen !== undefined && state !== seen) {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      main.replaceChildren(...page.querySelector('main').childNodes);
      document.querySelector('[data-now]').textContent = page.querySelector('[data-now]').textContent;
    }
    seen = state;
  };
  setInterval(() => refresh().catch(() => {}), 2000);
})();
`;
