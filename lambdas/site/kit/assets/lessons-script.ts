/** What a search among lessons goes by. It is text, since browsers run it; tests run it too. */
export const lessonsParts = `
const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\\p{M}/gu, '');
/** Does a text have each word that was typed, or a word that begins so? */
const says = (text, typed) => {
  const words = plain(text).match(/[\\p{L}\\p{N}]+/gu) ?? [];
  return (plain(typed).match(/[\\p{L}\\p{N}]+/gu) ?? []).every((part) => words.some((word) => word.startsWith(part)));
};
`;

/** Shows, of somebody's own lessons, those that say what they type. Nothing is sent; without it the page has them all. */
export const lessonsScript = `(() => {${lessonsParts}
  const tools = document.querySelector('[data-find]');
  if (!tools) return;
  const typed = tools.querySelector('input');
  const [none, count] = ['none', 'count'].map((name) => document.querySelector('[data-' + name + ']'));
  const lessons = [...document.querySelectorAll('[data-lesson]')];
  const show = () => {
    let found = 0;
    for (const lesson of lessons) {
      lesson.hidden = !says(lesson.textContent + ' ' + lesson.dataset.lesson, typed.value);
      if (!lesson.hidden) found += 1;
    }
    none.hidden = found > 0;
    count.textContent = count.dataset.count.replace('{n}', found);
  };
  tools.hidden = false;
  typed.addEventListener('input', show);
  none.querySelector('button').addEventListener('click', () => {
    typed.value = '';
    show();
    typed.focus();
  });
})();
`;
