/**
 * Keeps what somebody writes on a sheet in their browser, and nowhere else: each answer under the sheet's name and its number. Where the browser keeps
 * nothing, as in a private window of some, the page does not say that it does.
 */
export const sheetScript = `(() => {
  const sheet = document.querySelector('[data-sheet]');
  const answers = [...document.querySelectorAll('[data-sheet] textarea')];
  const state = document.querySelector('[data-state]');
  const name = 'weekwise-sheet ' + sheet.dataset.sheet;
  const stored = (write) => {
    try {
      if (write === undefined) return JSON.parse(localStorage.getItem(name)) ?? [];
      if (write.some(Boolean)) localStorage.setItem(name, JSON.stringify(write));
      else localStorage.removeItem(name);
      return write;
    } catch {
      return undefined;
    }
  };
  // As tall as what is in it, on the screen and on paper.
  const fit = (answer) => (answer.rows = Math.max(3, answer.value.split('\\n').length, Math.ceil(answer.value.length / 38)));
  const kept = stored();
  answers.forEach((answer, index) => {
    if (Array.isArray(kept) && typeof kept[index] === 'string') answer.value = kept[index];
    fit(answer);
    answer.addEventListener('input', () => {
      fit(answer);
      state.textContent = stored(answers.map(({ value }) => value)) === undefined ? '' : sheet.dataset.kept;
    });
  });
  for (const button of document.querySelectorAll('[data-does]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      if (button.dataset.does === 'print') return print();
      if (!confirm(sheet.dataset.sure)) return;
      for (const answer of answers) answer.value = '';
      answers.forEach(fit);
      stored([]);
      state.textContent = sheet.dataset.cleared;
    });
  }
})();
`;
