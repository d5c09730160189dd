import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { quarterHours } from '../../../lambdas/core/time/calendar.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { offeredZones } from '../../../lambdas/core/time/zones.ts';
import { whenScript } from '../../../lambdas/site/kit/assets/when-script.ts';
import { siteWorld } from '../../support/site-world.ts';

const { formatCity, formatTime, formatWeekly, hasHalfDays } = datesIn('en');

const w = siteWorld();
w.deps.series = compiledSeries(['stress-and-back-pain']);
const page = await (await w.get('/')).text();

describe('the landing page', () => {
  test('asks one thing: everything else has a default, in one line', () => {
    const form = /<form class="ask".*?<\/form>/s.exec(page)![0];
    const [above = ''] = form.split('<details');
    const asked = [...above.matchAll(/<(?:input|select) [^>]*name="([^"]+)"/g)].filter(
      ([field]) => !field.includes('type="hidden"'),
    );
    expect(asked.map(([, name]) => name)).toEqual(['email']);
    expect(form).toContain('Mondays at 7:00, your time');
  });

  test('is open where a browser has no script, so that the place can be chosen', () => {
    expect(page).toMatch(/<details class="when" open=""/);
  });

  test('offers half hours of the day first, and every other quarter behind them', () => {
    const select = /<select id="sendTime".*?<\/select>/s.exec(page)![0];
    const [usual = '', others = ''] = select.split('</optgroup>');
    const times = (part: string) => [...part.matchAll(/<option value="([^"]+)"/g)].map(([, time]) => time!);
    expect([times(usual)[0], times(usual).at(-1), times(usual).length]).toEqual(['05:00', '22:30', 36]);
    expect([...times(usual), ...times(others)].sort()).toEqual([...quarterHours].sort());
  });

  test('says to other programs what it is, with a picture that is there', () => {
    const card = Object.fromEntries(
      [...page.matchAll(/<meta property="og:([^"]+)" content="([^"]*)"/g)].map(([, name, content]) => [
        name!,
        content!,
      ]),
    );
    const { first } = w.deps.series;
    expect(card).toMatchObject({
      title: first.landing.heading,
      description: first.promise,
      url: 'https://weekwise.example/',
      image: `https://weekwise.example/pictures/${first.landing.sample!.picture!.file}`,
      'image:width': '1120',
    });
    expect(page).toContain('name="twitter:card" content="summary_large_image"');
  });

  test('names every lesson once, with how long it takes', () => {
    const { lessons } = w.deps.series.first;
    const named = [...page.matchAll(/<span class="lesson">([^<]+)<\/span><span class="hint">(\d+) min</g)];
    expect(named.map(([, title, minutes]) => [title, Number(minutes)])).toEqual(
      lessons.map(({ title, minutes }) => [title, minutes]),
    );
    expect(page).toContain(`Weeks 9 to ${lessons.length}`);
  });
});

describe('the script that folds day, time and place into one line', () => {
  /** What it makes of a form in which somebody has chosen this. */
  function folded(zone: string, time: string, { keepOpen = false, on = page } = {}) {
    const times = quarterHours.map((value) => ({ value, textContent: '' }));
    const place = { textContent: formatCity(zone), dataset: hasHalfDays(zone) ? { halfDays: '' } : {} };
    const line = { textContent: '' };
    const parts: Record<string, unknown> = {
      '[name=lessonDay]': { selectedOptions: [{ dataset: { weekly: 'Tuesdays' } }] },
      '[name=sendTime]': { options: times, selectedOptions: [times.find(({ value }) => value === time)] },
      '[name=zone]': { value: zone, selectedOptions: [place] },
      '[data-line]': line,
    };
    const [, when] = /data-when="([^"]*)"/.exec(on)!;
    const [, cityTime] = /data-city-time="([^"]*)"/.exec(on)!;
    const [, halves] = /data-halves="([^"]*)"/.exec(on)!;
    const fold = {
      open: true,
      dataset: { when, cityTime, halves, ...(keepOpen && { keepOpen: '' }) },
      querySelector: (selector: string) => parts[selector],
      addEventListener: () => undefined,
    };
    runInNewContext(whenScript, { document: { querySelector: () => fold } });
    return { line: line.textContent, times: times.map(({ textContent }) => textContent), open: fold.open };
  }

  test('says and lists times just as the pages and emails do', () => {
    const places = offeredZones.filter((zone) => zone !== 'UTC');
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...quarterHours), (zone, time) => {
        const { line, times, open } = folded(zone, time);
        expect(line).toBe(formatWeekly({ day: 2, time, zone }));
        expect(times).toEqual(quarterHours.map((one) => formatTime(one, zone)));
        expect(open).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('says times in Spanish with one full stop, also at the end of a sentence', async () => {
    const spanish = await (await w.get('/es')).text();
    const { line, times } = folded('America/Bogota', '18:30', { on: spanish });
    expect(line).toContain('6:30\u00a0p.\u00a0m., hora de Bogot');
    expect(times).toEqual(quarterHours.map((one) => datesIn('es').formatTime(one, 'America/Bogota')));
    const on = spanish.replace(/data-when="[^"]*"/, 'data-when="{days} a las {time}."');
    expect(folded('America/Bogota', '18:30', { on }).line).toBe('Tuesdays a las 6:30\u00a0p.\u00a0m.');
    expect(folded('Europe/Madrid', '18:30', { on }).line).toBe('Tuesdays a las 18:30.');
  });

  test('leaves it open where no place is known, and where something in it is wrong', () => {
    expect(folded('', '07:00').open).toBe(true);
    expect(folded('Europe/London', '07:00', { keepOpen: true }).open).toBe(true);
  });
});

test('says that a person reads replies only where the operator said so', async () => {
  const w = siteWorld();
  expect(await (await w.get('/')).text()).not.toContain('A person reads replies');
  const told = siteWorld();
  told.deps.sender = { ...told.deps.sender, repliesWithinDays: 2 };
  expect(await (await told.get('/')).text()).toContain('somebody reads it within 2 days');
});
