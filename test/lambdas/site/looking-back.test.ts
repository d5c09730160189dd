import { describe, expect, test } from '@jest/globals';
import { nextLesson } from '../../../lambdas/core/course/course.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const id = idOf('ann');
const series = {
  ...aSeries(['one', 'two', 'three', 'four', 'five']),
  monthly: ['two', 'five'],
  halfway: 'two',
  lookBack: ['two'],
};
const half = { one: '2026-11-09T06:00:00Z', two: '2026-11-16T06:00:00Z' };

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.deps.series = libraryOf(series);
  w.keep(aSubscriber(changes));
  const token = w.tokenOf('settings', id);
  const text = async (answer: Response) => (await answer.text()).replaceAll('&#39;', "'");
  return {
    ...w,
    ann: () => w.subscribers.person(id),
    at: `/start/${token}`,
    half: `/half-way/${token}`,
    again: `/again/${token}`,
    page: async (path: string) => text(await w.get(path)),
    send: async (path: string, fields = {}) => text(await w.post(path, fields)),
    progress: `/progress/${token}`,
    health: `/data/${token}/health`,
  };
}

describe('where somebody starts', () => {
  const all = { stress: '7', pain: '6', active: '2', goal: 'walk to the market', health: 'yes' };

  test('is three numbers and a line in one press, and stands beside what comes later', async () => {
    const w = start();
    expect(await w.send(w.at, all)).toContain('shows it beside what comes later');
    expect(w.ann()).toMatchObject({
      start: { to: '2026-11-22', stress: 7, pain: 6, active: 2 },
      goal: 'walk to the market',
      healthConsent: { source: 'start-page' },
    });
    w.clock.at = w.clock.at.add({ hours: 14 * 24 });
    w.keep({ ...w.ann(), sent: half });
    const checkIn = `/check-in/${w.tokenOf('diary', id)}`;
    expect(await w.page(checkIn)).toContain('name="active"');
    await w.send(checkIn, { days: '3-4', stress: '4', active: '5' });
    const page = await w.page(w.progress);
    expect(page).toContain('So that I can walk to the market');
    expect(page).toContain('Stress: 7 of 10 in the week to 22 November, 4 of 10 in the week to 6 December.');
    expect(page).toContain('Days active: 2 of 7 in the week to 22 November, 5 of 7 in the week to 6 December.');
    expect(page).toContain('at your start, week to 22 November, 7, 6 December 4');
    expect(page).not.toContain('Pain: 6 of 10 in');
  });

  test('asks what pain gets in the way of, and all of it is asked again once the course is over, about no lesson', async () => {
    const w = start();
    await w.send(w.at, { ...all, enjoyment: '6', activity: '5' });
    expect(w.ann().start).toMatchObject({ enjoyment: 6, activity: 5 });
    w.keep({ ...w.ann(), sent: half, status: 'completed', completedAt: '2026-11-23T06:00:00Z' });
    const checkIn = `/check-in/${w.tokenOf('diary', id)}`;
    // The email that ends the course asks about the last lesson.
    expect(await w.page(checkIn)).toContain('It asks about “Lesson two”');
    w.clock.at = w.clock.at.add({ hours: 55 * 24 });
    const page = await w.page(checkIn);
    expect(page).not.toContain('It asks about');
    for (const name of ['stress', 'pain', 'enjoyment', 'activity', 'active']) expect(page).toContain(`name="${name}"`);
  });

  test('can be corrected, stays of its week, and is deleted when it is emptied or the consent is taken back', async () => {
    const w = start();
    await w.send(w.at, all);
    w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    await w.send(w.at, { ...all, stress: '5', pain: '' });
    expect(w.ann().start).toEqual({ to: '2026-11-22', stress: 5, active: 2 });
    expect(await w.send(w.at, { stress: '', pain: '', active: '', goal: '' })).toContain('Nothing of it is stored.');
    for (const field of ['start', 'goal']) expect(w.ann()).not.toHaveProperty(field);
    await w.send(w.at, all);
    await w.send(w.health);
    for (const field of ['start', 'goal', 'healthConsent']) expect(w.ann()).not.toHaveProperty(field);
  });

  test('that is very hard is answered with whom to call', async () => {
    const page = await start().send(`/start/${start().at.split('/')[2]}`, { ...all, stress: '10' });
    expect(page).toContain('That sounds like a very hard week');
    expect(page).toContain('tel:112');
  });

  test('is not stored with an answer that is none', async () => {
    const w = start();
    const before = w.everything();
    const answer = await w.post(w.at, { ...all, active: '8', goal: 'x'.repeat(121) });
    expect([answer.status, w.everything()]).toEqual([422, before]);
    const page = await answer.text();
    for (const name of ['active', 'goal']) expect(page).toContain(`id="${name}-error"`);
  });
});

describe('half way', () => {
  test('comes after its lesson: before, there is nothing to press', async () => {
    const w = start({ sent: { one: half.one } });
    expect(await w.page(w.half)).not.toContain('<button');
    const before = w.everything();
    await w.post(`${w.half}/stop`);
    expect(w.everything()).toBe(before);
  });

  test('is a finish with up to three lessons to keep, and two choices that look alike', async () => {
    const w = start({ sent: half, kept: ['two'], goal: 'sleep again' });
    await w.deps.diary.record(id, { week: '2026-11-16', at: '2026-11-17T06:00:00Z', days: '3-4' });
    const page = await w.page(w.half);
    expect(page).toContain('<h1>You have done it</h1>');
    expect(page).toContain('2 lessons, at your own pace.');
    expect(page).toContain('You set out so that you can sleep again.');
    const kept = [...page.matchAll(/\/practise\/[^/]+\/(\w+)"/g)].map(([, lesson]) => lesson);
    expect(kept).toEqual(['two', 'one']);
    const buttons = [...page.matchAll(/<button([^>]*)>(Stop here|Go on)</g)].map(([, look]) => look);
    expect(buttons).toHaveLength(2);
    expect(new Set(buttons).size).toBe(1);
  });

  test('to go on changes nothing', async () => {
    const w = start({ sent: half });
    const before = w.everything();
    expect(await w.send(`${w.half}/go-on`)).toContain('You go on');
    expect(w.everything()).toBe(before);
  });

  test('to stop brings one last email and no lesson, and can be undone', async () => {
    const w = start({ sent: half, lessonSentOn: '2026-11-16' });
    const page = await w.send(`${w.half}/stop`);
    expect(page).toContain('One last email comes on Monday 30 November at 7:00');
    expect(page).toContain('Undo');
    expect(nextLesson(series, w.ann())).toBeUndefined();
    await w.send(`${w.half}/go-on`);
    expect(w.ann()).not.toHaveProperty('stoppedAt');
    expect(nextLesson(series, w.ann())?.id).toBe('three');
  });

  const ended = {
    sent: half,
    status: 'completed',
    stoppedAt: '2026-11-17T06:00:00Z',
    completedAt: '2026-11-20T06:00:00Z',
  } as const;

  test('somebody who stopped goes on later where they were', async () => {
    const w = start(ended);
    expect(await w.page(w.again)).toContain('You stopped half way.');
    expect(await w.send(`${w.half}/go-on`)).toContain('Your next lesson comes on <strong>Monday 30 November at 7:00');
    expect(w.ann()).toMatchObject({ status: 'active' });
    for (const field of ['stoppedAt', 'completedAt']) expect(w.ann()).not.toHaveProperty(field);
    expect(nextLesson(series, w.ann())?.id).toBe('three');
  });

  test('one lesson a month is of those that keep what helps, and of no others, nor of one that they skipped', async () => {
    const w = start({ ...ended, leftOut: ['five'] });
    await w.send(`${w.again}/monthly`);
    const sent = { ...w.ann().sent };
    const came: string[] = [];
    for (let next = nextLesson(series, w.ann()); next; next = nextLesson(series, { ...w.ann(), sent })) {
      came.push(next.id);
      sent[next.id] = '2026-12-01T06:00:00Z';
    }
    expect(came).toEqual(['two']);
  });

  test('somebody who asks for lessons again goes on', async () => {
    const stopped = { sent: half, stoppedAt: ended.stoppedAt };
    const repeating = start(stopped);
    await repeating.post(`/course/${repeating.tokenOf('settings', id)}/again`, { lesson: 'one' });
    expect(nextLesson(series, repeating.ann())?.id).toBe('one');
    const back = start(ended);
    const signUp = { requestedAt: '2026-11-23T11:00:00Z', expiresAt: '2026-11-30T11:00:00Z' };
    back.subscribers.signUps.set(id, aSignUp(signUp));
    await back.post(`/confirm/${back.tokenOf('confirm', id)}`);
    expect(nextLesson(series, back.ann())?.id).toBe('three');
  });
});
