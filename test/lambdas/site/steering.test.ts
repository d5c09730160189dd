import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf, preferences } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  const had = { sent: { one: '2026-11-23T06:00:00Z' }, lessonSentOn: '2026-11-23' };
  w.keep(aSubscriber({ preferences: preferences({ reminderDays: [4] }), ...had, ...changes }));
  const diary = w.tokenOf('diary', idOf('ann'));
  const settings = w.tokenOf('settings', idOf('ann'));
  return { ...w, diary, settings, person: () => w.subscribers.person(idOf('ann')) };
}

describe('the course page', () => {
  it('shows what comes when, and changes nothing by that', async () => {
    const w = start();
    const before = w.everything();
    const page = await (await w.get(`/course/${w.settings}`)).text();
    expect(page).toContain('Thursday 26 November at 7:00: Reminder – Lesson one');
    expect(page).toContain('Monday 30 November at 7:00: Lesson – Lesson two');
    expect(page).toContain('<option value="2026-12-02">Wednesday 2 December</option>');
    expect(w.everything()).toBe(before);
  });

  it.each([
    ['again', { lesson: 'one' }, 'Monday 30 November at 7:00: Lesson – Lesson one'],
    ['leave-out', { lesson: 'two' }, 'Monday 30 November at 7:00: Lesson – Lesson three'],
    ['skip-mail', { date: '2026-11-30' }, 'Monday 7 December at 7:00: Lesson – Lesson two'],
    ['move', { date: '2026-11-30', to: '2026-12-02' }, 'Wednesday 2 December at 7:00: Lesson – Lesson two'],
  ])('%s: does so and shows what comes then', async (step, fields, words) => {
    const w = start();
    const answer = await w.post(`/course/${w.settings}/${step}`, fields as Record<string, string>);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(words)]);
  });

  it('says so when there is nothing to change any more, and knows no other steps', async () => {
    const w = start();
    const late = await w.post(`/course/${w.settings}/skip-mail`, { date: '2026-11-22' });
    expect(await late.text()).toContain('Nothing changed');
    expect((await w.post(`/course/${w.settings}/constructor`)).status).toBe(404);
    // From emails of earlier releases.
    expect((await w.post(`/course/${w.diary}/again`, { lesson: 'one' })).status).toBe(403);
  });

  it.each([
    ['back-in', 'two', { leftOut: ['two'] }, 'This lesson is part of your course again.<'],
    ['back-in', 'two', { leftOut: ['two'], stoppedAt: '2026-11-23T07:00:00Z' }, 'so it comes only if you go on.'],
    ['back-in', 'two', { leftOut: ['two'], series: 'withdrawn' }, 'Nothing changed'],
    ['again', 'one', { series: 'withdrawn' }, 'Nothing changed'],
    ['leave-out', 'two', { stoppedAt: '2026-11-23T07:00:00Z' }, 'Skipped. No other lesson is planned.'],
    ['leave-out', 'two', {}, 'Skipped. The course goes on with the next lesson.'],
  ])('%s of %s says what comes of it, also to who stopped or whose series is withdrawn: %o', async (...one) => {
    const [step, lesson, changes, words] = one;
    const w = start(changes);
    expect(await (await w.post(`/course/${w.settings}/${step}`, { lesson })).text()).toContain(words);
  });

  it.each([
    ['test-series', 'You go on'],
    ['withdrawn', 'Your course is not offered any more, so no new lesson is planned.'],
  ])('going on says whether anything comes: %s', async (series, words) => {
    const w = start({ stoppedAt: '2026-11-23T07:00:00Z', series });
    const page = await (await w.post(`/half-way/${w.settings}/go-on`)).text();
    expect(page).toContain(words);
    expect(page.includes('You go on')).toBe(series === 'test-series');
  });

  it('is not there for someone who left', async () => {
    const w = start({ status: 'unsubscribed', unsubscribedAt: '2026-11-23T07:00:00Z' });
    expect(await (await w.get(`/course/${w.settings}`)).text()).toContain('You have left');
  });
});

describe('a plan', () => {
  it('is kept as it was picked, and shown as kept', async () => {
    const w = start();
    const answer = await w.post(`/plan/${w.diary}/one`, { plan: 'When I eat, I will begin.', own: '' });
    expect(await answer.text()).toMatch(/value="When I eat, I will begin\." checked/);
    expect(w.person().ownPlan).toEqual({ lesson: 'one', text: 'When I eat, I will begin.' });
  });

  it('of their own goes before what they ticked, and is escaped', async () => {
    const w = start();
    const own = 'When <b>rain</b> falls, I will stretch.';
    const answer = await w.post(`/plan/${w.diary}/one`, { plan: 'When I eat, I will begin.', own });
    expect(w.person().ownPlan?.text).toBe(own);
    expect(await answer.text()).toContain('When &lt;b&gt;rain&lt;/b&gt; falls');
  });

  it('is chosen by the button of the mail, which keeps nothing before a press', async () => {
    const own = 'When it rains, I will stretch.';
    const w = start({ ownPlan: { lesson: 'one', text: own } });
    const asked = await (await w.get(`/plan/${w.diary}/one?plan=2`)).text();
    expect(asked).toMatch(/value="When I eat, I will begin\." checked/);
    // What was written before would go before it.
    expect(asked).not.toContain(own);
    expect(w.person().ownPlan?.text).toBe(own);
    for (const plan of ['0', '4', 'x', ''])
      expect(await (await w.get(`/plan/${w.diary}/one?plan=${plan}`)).text()).toContain(own);
  });

  it('that is too long or of many lines is asked for again, with what was typed', async () => {
    const w = start();
    for (const [own, why] of [
      ['x'.repeat(161), 'Please use at most 160 characters.'],
      ['a\nb', 'Please write it in one line'],
      ['a\u202eb', 'There is an invisible character in this text.'],
      ['Sp\ufffdt', 'A character in this text was damaged on its way.'],
    ] as const) {
      const answer = await w.post(`/plan/${w.diary}/one`, { own });
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(why)]);
    }
    expect(w.person().ownPlan).toBeUndefined();
  });

  it('can be given up, and is for a lesson that there is', async () => {
    const w = start({ ownPlan: { lesson: 'one', text: 'When I eat, I will begin.' } });
    await w.post(`/plan/${w.diary}/one`, { plan: '', own: '' });
    expect(w.person().ownPlan).toBeUndefined();
    expect((await w.get(`/plan/${w.diary}/nonsense`)).status).toBe(404);
  });
});

describe('the links of a reminder', () => {
  it('“I did it” records the day, once, at a press and not before', async () => {
    const w = start();
    await w.get(`/did-it/${w.diary}`);
    expect(w.person().practisedOn).toBeUndefined();
    await w.post(`/did-it/${w.diary}`, { when: 'today' });
    const again = await (await w.post(`/did-it/${w.diary}`, { when: 'today' })).text();
    expect(again).toContain('This week: one day so far');
    await w.post(`/did-it/${w.diary}`, { when: 'yesterday' });
    expect(w.person().practisedOn).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('change the days, and stop reminders by one press', async () => {
    const w = start();
    await w.post(`/reminders/${w.settings}`, [
      ['reminderDays', '2'],
      ['reminderDays', '5'],
    ]);
    expect(w.person().preferences.reminderDays).toEqual([2, 5]);
    const stopped = await w.post(`/reminders/${w.settings}`, { stop: 'yes' });
    expect(await stopped.text()).toContain('Reminders have stopped. Your lessons go on.');
    expect(w.person().preferences.reminderDays).toEqual([]);
  });

  it('take no more days than there may be', async () => {
    const w = start();
    const days = ['2', '3', '4', '5'].map((day) => ['reminderDays', day] as [string, string]);
    const answer = await w.post(`/reminders/${w.settings}`, days);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Choose up to 3 days')]);
    expect(w.person().preferences.reminderDays).toEqual([4]);
  });
});

describe('the link for travellers', () => {
  it('shows the local clock and moves the course to another zone, at the same local time', async () => {
    const w = start();
    expect(await (await w.get(`/zone/${w.settings}`)).text()).toContain('There it is 13:00');
    const moved = await (await w.post(`/zone/${w.settings}`, { zone: 'Asia/Tokyo' })).text();
    expect(moved).toContain('There it is 21:00');
    expect(moved).toContain('Monday 30 November at 7:00, Tokyo time');
    expect(w.person().preferences.zone).toBe('Asia/Tokyo');
  });

  it('refuses what is no zone', async () => {
    const w = start();
    expect((await w.post(`/zone/${w.settings}`, { zone: 'Mars/Base' })).status).toBe(422);
    expect(w.person().preferences.zone).toBe('Europe/Berlin');
  });
});

describe('a bad day', () => {
  const flareUp = { id: 'flare', title: 'Flare', choice: 'It flares', promise: 'It may help.', offerAfter: [] };

  it('opens at once, whatever is wrong with the link', async () => {
    const w = start();
    for (const path of ['/bad-day', '/bad-day/nonsense', `/bad-day/${w.diary}`]) {
      const answer = await w.get(path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, expect.stringContaining('Three minutes')]);
    }
  });

  it('offers the lesson by mail to people who came by a mail, and asks for it at a press', async () => {
    const w = start();
    const { branches, lessons } = w.deps.series.first;
    branches.push({ ...flareUp, onDemand: true, lessons: [lessons[2]!] });
    expect(await (await w.get('/bad-day')).text()).not.toContain('Mail it to me');
    expect(await (await w.get(`/bad-day/${w.diary}`)).text()).toContain('Mail it to me');
    expect(w.asked).toEqual([]);
    await w.post(`/bad-day/${w.diary}`);
    expect(w.asked).toEqual([{ kind: 'on-demand', id: idOf('ann'), askedAt: '2026-11-23T12:00:00Z', attempt: 0 }]);
  });
});
