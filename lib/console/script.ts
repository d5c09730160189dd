/**
 * Live refresh: when the text at the path in `data-follows` changes, the main part of the page is fetched again. And a choice marked with
 * `data-submits` is shown once it is made. Without it every page works the same, by reload and button.
 */
export const script = `
(() => {
  document.addEventListener('change', ({ target }) => 'submits' in target.dataset && target.form.submit());
  const main = document.querySelector('main[data-follows]');
  if (!main) return;
  let seen;
  const refresh = async () => {
    // Whoever has a field or a link in hand keeps it; a frame that was looked into holds nothing up.
    const inHand = document.activeElement;
    if (document.hidden || (main.contains(inHand) && inHand.tagName !== 'IFRAME')) return;
    const state = await (await fetch(main.dataset.follows)).text();
    if (seen !== undefined && state !== seen) {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      main.replaceChildren(...page.querySelector('main').childNodes);
      for (const now of document.querySelectorAll('[data-now]')) now.textContent = page.querySelector('[data-now]').textContent;
    }
    seen = state;
  };
  refresh().catch(() => {});
  setInterval(() => refresh().catch(() => {}), 1000);
})();
`;
