/** Chooses the browser's time zone in the sign-up form, and adds it when the list does not have it. The form works without it. */
export const zoneScript = `(() => {
  const select = document.querySelector('select[data-guess-zone]');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // What the person chose before, or what the server kept, stands.
  if (!select || select.value || !zone) return;
  const options = Array.from(select.options);
  const known = options.find((option) => option.value === zone || option.dataset.formerly === zone);
  if (known) known.selected = true;
  else select.add(new Option(zone.replaceAll('_', ' '), zone, true, true));
})();
`;
