import { describe, expect, test } from '@jest/globals';
import { nextLessonSlot } from '../../../lambdas/core/course/course.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { aSeries, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

const { formatSlot } = datesIn('en');

/* Where people came from: from the link or the form to the person. */

const hidden = (html: string) => /<input type="hidden" name="from" value="([^"]*)"/.exec(html)?.[1];
const id = (w: ReturnType<typeof siteWorld>) => w.deps.keyring.subscriberId('ann@example.org');
const { email, zone } = signUpFields;

describe('the name in a link', () => {
  test.each([
    ['clinic-north', 'clinic-north'],
    ['Clinic-North', 'clinic-north'],
    ['2027', '2027'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), undefined],
    ['-north', undefined],
    ['clinic north', undefined],
    ['"><script>', undefined],
    ['ann@example.org', undefined],
    ['', undefined],
  ])('“%s” is in the form, and stored, as %s', async (name, known) => {
    const w = siteWorld();
    const page = await w.get(`/?from=${encodeURIComponent(name)}`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    expect(hidden(await page.text())).toBe(known);
    // A form on another site may send anything, and a person must not lose their sign-up to it.
    await w.post('/sign-up', { ...signUpFields, from: name });
    expect(w.subscribers.signUps.get(id(w))?.from).toBe(known);
  });

  test('goes along to another series, to its one address, and through what is asked again', async () => {
    const w = siteWorld();
    w.deps.series = libraryOf(aSeries(), { ...aSeries(['evening']), id: 'sleep', title: 'Sleep' });
    const page = await (await w.get('/?from=walks')).text();
    expect(page).toContain('<a href="/series/sleep?from=walks">');
    const twice = await w.app.request('/series/test-series?from=walks');
    expect(twice.headers.get('location')).toBe('/?from=walks');
    const again = await w.send('/sign-up', { ...signUpFields, email: 'ann', from: 'walks' });
    expect(hidden(await again.text())).toBe('walks');
  });

  test('comes by the API too', async () => {
    const w = siteWorld();
    w.apiKeys.set('wwk_x', { id: 'x', name: 'x', scopes: ['sign-up'], createdAt: '2026-11-01T00:00:00Z' });
    const body = { email, zone, lessonDay: 1, sendTime: '07:00', consentVersion: 'x', from: 'clinic-north' };
    const headers = { authorization: 'Bearer wwk_x', 'content-type': 'application/json' };
    const answer = await w.app.request('/api/v1/sign-ups', { method: 'POST', headers, body: JSON.stringify(body) });
    expect([answer.status, w.subscribers.signUps.get(id(w))?.from]).toEqual([202, 'clinic-north']);
  });
});

test('anyone who confirms keeps it, and reads it on the page with their own data', async () => {
  const w = siteWorld();
  await w.post('/sign-up', { ...signUpFields, consent: presentWording('emails').version, from: 'clinic-north' });
  await w.post(`/confirm/${w.tokenOf('confirm', id(w))}`);
  expect(w.subscribers.person(id(w)).from).toBe('clinic-north');
  const page = await (await w.get(`/data/${w.tokenOf('fresh', id(w))}`)).text();
  expect(page).toContain('You came by what we call “clinic-north”.');
});

describe('a group that begins later', () => {
  const begins = (startsOn: string) => {
    const w = siteWorld();
    w.deps.cohorts = { walks: { startsOn } };
    return w;
  };
  async function confirmed(w: ReturnType<typeof siteWorld>, from: string) {
    await w.post('/sign-up', { ...signUpFields, from });
    const confirm = `/confirm/${w.tokenOf('confirm', id(w))}`;
    const before = await (await w.get(confirm)).text();
    const after = await (await w.post(confirm)).text();
    return { before, after, person: w.subscribers.person(id(w)) };
  }

  // It is Monday, 23 November.
  test.each([
    ['walks', '2027-01-11', 'Monday 11 January'],
    ['walks', '2026-12-02', 'Wednesday 2 December'],
  ])('begins for those who came by %s on %s, as every page says', async (from, startsOn, date) => {
    const w = begins(startsOn);
    expect(await (await w.get('/?from=walks')).text()).toContain(`The weekly lessons of this group begin on ${date}.`);
    const { before, after, person } = await confirmed(w, from);
    expect(before).toContain(`They begin on ${date}, with your group.`);
    expect(person.pausedUntil).toBe(startsOn);
    const slot = nextLessonSlot(person, w.deps.series.first, w.clock.now())!;
    expect(slot.localDate >= startsOn).toBe(true);
    expect(after).toContain(formatSlot(slot));
  });

  test.each([
    ['somebody who came by another link', 'runs', '2027-01-11'],
    ['somebody who came by none', '', '2027-01-11'],
    ['a group that has begun', 'walks', '2026-11-23'],
    ['a name that objects have anyway', 'constructor', '2027-01-11'],
  ])('changes nothing for %s', async (_who, from, startsOn) => {
    const w = begins(startsOn);
    expect(await (await w.get(`/?from=${from}`)).text()).not.toContain('of this group');
    const { before, person } = await confirmed(w, from);
    expect([before.includes('with your group'), person.pausedUntil]).toEqual([false, undefined]);
  });

  test('is not entered by the link of an earlier email', async () => {
    const w = begins('2027-01-11');
    await w.post('/sign-up', signUpFields);
    const earlier = `/confirm/${w.tokenOf('confirm', id(w))}`;
    await w.post('/sign-up', { ...signUpFields, from: 'walks' });
    expect((await w.get(earlier)).status).toBe(410);
  });
});

test('a note of the operator is on the page with their own data, and nowhere else', async () => {
  const w = siteWorld();
  const ann = idOf('ann');
  w.keep(aSubscriber({ id: ann, note: 'Likes Fridays.' }));
  expect(await (await w.get(`/data/${w.tokenOf('fresh', ann)}`)).text()).toContain(
    'Our note about you: Likes Fridays.',
  );
  for (const page of ['settings', 'progress'] as const) {
    expect(await (await w.get(`/${page}/${w.tokenOf('settings', ann)}`)).text()).not.toContain('Likes Fridays.');
  }
});
