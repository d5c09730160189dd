/** Sends the address of a page on: by what the device has for that, or by copying it. Without script it stands in a field to copy. */
export const shareScript = `(() => {
  const box = document.querySelector('[data-share]');
  const button = box?.querySelector('button');
  const address = box?.querySelector('input')?.value;
  if (!button || !address) return;
  const isShared = 'share' in navigator;
  if (!isShared && !navigator.clipboard) return;
  button.textContent = isShared ? box.dataset.share : box.dataset.copy;
  button.hidden = false;
  button.addEventListener('click', async () => {
    // Who closes what the device shows has changed their mind.
    if (isShared) return navigator.share({ title: document.title, url: address }).catch(() => undefined);
    await navigator.clipboard.writeText(address);
    button.textContent = box.dataset.copied;
  });
})();
`;
