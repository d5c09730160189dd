/**
 * Folds the day, time and place of the emails into one line once the place is known, and keeps that line and the times of the list as people write them
 * there. It comes after the script that guesses the place.
 */
export const whenScript = `(() => {
  const fold = document.querySelector('[data-when]');
  if (!fold) return;
  const [day, time, zone] = ['lessonDay', 'sendTime', 'zone'].map((name) => fold.querySelector('[name=' + name + ']'));
  const line = fold.querySelector('[data-line]');
  const halves = fold.dataset.halves.split('|');
  const written = (value, halfDays) => {
    const [hour, minute] = value.split(':').map(Number);
    const short = (shown) => shown + ':' + String(minute).padStart(2, '0');
    return halfDays ? short(hour % 12 || 12) + halves[hour < 12 ? 0 : 1] : short(hour);
  };
  const show = () => {
    const place = zone.selectedOptions[0];
    for (const option of time.options) option.textContent = written(option.value, 'halfDays' in place.dataset);
    if (!zone.value) return;
    const parts = {
      days: day.selectedOptions[0].dataset.weekly,
      time: time.selectedOptions[0].textContent,
      place: fold.dataset.cityTime.replace('{city}', place.textContent.trim()),
    };
    line.textContent = fold.dataset.when.replace(/\\{(\\w+)\\}(\\.?)/g, (_, name, stop) => parts[name].endsWith(stop) ? parts[name] : parts[name] + stop);
  };
  fold.addEventListener('change', show);
  show();
  if (zone.value && !('keepOpen' in fold.dataset)) fold.open = false;
  fold.dataset.ready = '';
})();
`;
