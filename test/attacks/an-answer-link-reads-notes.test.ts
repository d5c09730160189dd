import { expect, test } from '@jest/globals';
import { aSubscriber, idOf } from '../support/builders.ts';
import { crawl, linksIn } from '../support/crawl.ts';
import { siteWorld } from '../support/site-world.ts';

/** A lesson is passed on for its practice. The links that answer it must not show what its reader wrote for themselves. */

const thisWeek = '2026-11-23';

test('the links that answer an email show no note, and no other week', async () => {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' } }));
  for (const week of ['2026-11-09', '2026-11-16', thisWeek]) {
    const said = { week, at: `${week}T06:00:00Z`, days: '0' as const, pain: 9, note: `my doctor, ${week}` };
    await w.deps.diary.record(idOf('ann'), said);
  }
  const { checkIn, plan, badDay, practise } = linksIn(w, 'lesson');
  const answers = [`${checkIn}?days=0`, plan, badDay, practise, linksIn(w, 'reminder').done];
  const { shown } = await crawl(w, answers);
  expect(shown).toContain('How was your week?');
  const pressed = [
    await w.post(checkIn, { days: '0' }),
    await w.post(practise),
    await w.post(linksIn(w, 'reminder').done, { when: 'today' }),
  ];
  const words = (await Promise.all(pressed.map((answer) => answer.text()))).join('');
  const further = await crawl(
    w,
    [...words.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!),
  );
  expect(shown + words + further.shown).not.toContain('my doctor');
  // Answering leaves it as it is.
  expect((await w.deps.diary.find(idOf('ann'), thisWeek))?.note).toContain('my doctor');

  // The same token on other pages, as in emails of earlier releases.
  const token = checkIn.split('/')[2]!;
  for (const page of ['progress', 'lessons', 'course', 'settings', 'data']) {
    const answer = await w.get(`/${page}/${token}`);
    expect([page, answer.ok, (await answer.text()).includes('my doctor')]).toEqual([page, false, false]);
  }
});
