/**
 * Chooses the browser's time zone in a form. The form works without it, and where the list does not have the browser's zone it stays open: some
 * browsers answer "Etc/Unknown" or "+05:30", which no server could take.
 */
export const zoneScript = `(() => {
  const select = document.querySelector('select[data-guess-zone]');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // What the person chose before, or what the server kept, stands.
  if (!select || select.value || !zone) return;
  const known = Array.from(select.options).find(
    ({ value, dataset: { formerly = '' } }) => value === zone || formerly.split(' ').includes(zone),
  );
  if (known) known.selected = true;
})();
`;
