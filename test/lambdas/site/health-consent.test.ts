import { describe, expect, test } from '@jest/globals';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { agreedToReport, consentWordings, presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { personStamp } from '../../../lambdas/core/mail/link-stamp.ts';
import { makeToken } from '../../../lambdas/core/mail/link-token.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { signUpFields, siteStart, siteWorld } from '../../support/site-world.ts';

const id = idOf('ann');

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.deps.series = compiledSeries(['stress-and-back-pain']);
  w.keep(aSubscriber({ series: w.deps.series.first.id, sent: { one: '2026-11-16T06:00:00Z' }, ...changes }));
  const settings = w.tokenOf('settings', id);
  return {
    ...w,
    checkIn: `/check-in/${w.tokenOf('diary', id)}`,
    settings: `/settings/${settings}`,
    data: `/data/${w.tokenOf('fresh', id)}`,
    withdraw: `/data/${settings}/health`,
    ann: () => w.subscribers.person(id),
    said: () => w.deps.diary.all(id),
    records: () => [...w.subscribers.healthConsents.values()],
  };
}
const text = async (answer: Response) => (await answer.text()).replaceAll('&#39;', "'");

describe('the consent to store data about health', () => {
  test('is given with the first answer, in one step, and not asked for again', async () => {
    const w = start();
    expect(await text(await w.get(`${w.checkIn}?days=3-4`))).toContain(presentWording('health').text);
    const saved = await w.post(w.checkIn, { days: '3-4', health: presentWording('health').version });
    expect(saved.status).toBe(200);
    expect(await w.said()).toMatchObject([{ days: '3-4' }]);
    const healthConsent = { at: siteStart, textVersion: presentWording('health').version, source: 'check-in-page' };
    expect(w.ann()).toMatchObject({ healthConsent, recentCheckIns: [{ days: '3-4' }] });
    expect(w.records()).toEqual([healthConsent]);
    expect(await text(await w.get(w.checkIn))).not.toContain('name="health"');
    expect((await w.post(w.checkIn, { days: '0' })).status).toBe(200);
    expect(await w.said()).toMatchObject([{ days: '0' }]);
  });

  test('of somebody who was here before is asked at their next check-in, and nothing is deleted meanwhile', async () => {
    const recentCheckIns = [{ week: '2026-11-16', days: '0' as const }];
    const w = start({ branch: 'worry', recentCheckIns });
    await w.deps.diary.record(id, { week: '2026-11-16', at: '2026-11-16T00:00:00Z', days: '0' });
    expect((await w.post(w.checkIn, { days: '3-4' })).status).toBe(422);
    expect(w.ann()).toMatchObject({ branch: 'worry', recentCheckIns });
    await w.post(w.checkIn, { days: '3-4', health: presentWording('health').version });
    expect(await w.said()).toHaveLength(2);
  });

  test('is to the words that stood beside the box, however long the page was open', async () => {
    const answers = { days: '3-4', health: '2026-11-start' };
    const w = start();
    await w.post(w.checkIn, answers);
    expect(w.ann().healthConsent).toMatchObject({ textVersion: '2026-11-start' });
    // Before a box named its words.
    const before = start();
    await before.post(before.checkIn, { ...answers, health: 'yes' });
    expect(before.ann().healthConsent).toMatchObject({ textVersion: '2026-11-start' });
    expect(agreedToReport(before.ann().healthConsent!)).toBe(false);
    const unknown = start();
    expect((await unknown.post(unknown.checkIn, { ...answers, health: 'on' })).status).toBe(422);
  });

  test('to other words than those that the page shows now is asked for again', async () => {
    const box = async (health: string) => {
      const w = start();
      const page = await text(await w.post(w.checkIn, { days: 'never', health }));
      return /<input id="health".*?>/s.exec(page)![0];
    };
    expect(await box('2026-11-start')).not.toContain('checked');
    expect(await box(presentWording('health').version)).toContain('checked');
  });

  test('comes along with a sign-up and its confirmation, where a branch is chosen', async () => {
    const w = start();
    await w.post('/sign-up', {
      ...signUpFields,
      email: 'new@example.org',
      branch: 'worry',
      health: presentWording('health').version,
    });
    const [newId] = [...w.subscribers.signUps.keys()];
    await w.post(`/confirm/${w.tokenOf('confirm', newId!)}`);
    const healthConsent = { at: siteStart, textVersion: presentWording('health').version, source: 'landing-form' };
    expect(w.subscribers.person(newId!)).toMatchObject({ branch: 'worry', healthConsent });
    expect(w.records()).toEqual([{ ...healthConsent, confirmedAt: siteStart }]);
  });

  test('is not needed to sign up without a branch', async () => {
    const w = start();
    await w.post('/sign-up', { ...signUpFields, email: 'new@example.org', branch: '' });
    expect([...w.subscribers.signUps.values()][0]).not.toHaveProperty('healthConsent');
  });

  test('is asked for in the settings with the first branch', async () => {
    const w = start();
    expect(await text(await w.get(w.settings))).toContain('name="health"');
    await w.post(`${w.settings}/branch`, { branch: 'worry', health: presentWording('health').version });
    expect(w.ann()).toMatchObject({ branch: 'worry', healthConsent: { source: 'settings-page' } });
    expect(await text(await w.get(w.settings))).not.toContain('name="health"');
  });

  test('moves to a new address with its record', async () => {
    const w = start();
    await w.post(w.checkIn, { days: '3-4', health: presentWording('health').version });
    await w.post(`${w.data}/address`, { email: 'ann.new@example.org' });
    const [newId] = [...w.subscribers.signUps.keys()];
    await w.post(`/move/${w.tokenOf('confirm', newId!)}`);
    expect(w.subscribers.person(newId!)).toMatchObject({ healthConsent: { source: 'check-in-page' } });
    expect(w.subscribers.healthConsents.get(`${newId}/${siteStart}`)).toMatchObject({ source: 'check-in-page' });
  });

  test.each([
    ['as it was, when nothing changed meanwhile', false],
    ['taken back, when it was taken back there', true],
  ])('comes back with a cancelled change of address %s', async (_, withdrawn) => {
    const w = start();
    await w.post(w.checkIn, { days: '3-4', health: presentWording('health').version });
    await w.post(`${w.data}/address`, { email: 'ann.new@example.org' });
    const [newId] = [...w.subscribers.signUps.keys()];
    await w.post(`/move/${w.tokenOf('confirm', newId!)}`);
    if (withdrawn) await w.post(`/data/${w.tokenOf('settings', newId!)}/health`);
    const stamp = personStamp('take-back', w.ann());
    const token = makeToken(w.deps.keyring, 'take-back', id, w.clock.now(), { stamp });
    expect((await w.post(`/take-back/${token}`)).status).toBe(200);
    expect(w.ann().status).toBe('active');
    expect(w.ann().healthConsent === undefined).toBe(withdrawn);
    expect(await w.said()).toHaveLength(withdrawn ? 0 : 1);
    const record = w.subscribers.healthConsents.get(`${id}/${siteStart}`);
    expect(record?.withdrawnAt).toBe(withdrawn ? siteStart : undefined);
  });

  test('is taken back by a button: what was stored by it is deleted, and both are on record', async () => {
    const w = start();
    await w.post(`${w.settings}/branch`, { branch: 'worry', health: presentWording('health').version });
    await w.post(w.checkIn, { days: '3-4', note: 'a line' });
    const before = w.everything();
    expect(await text(await w.get(w.withdraw))).toContain('Take my consent back and delete it');
    expect(w.everything()).toBe(before);
    w.clock.at = w.clock.at.add({ hours: 1 });
    expect((await w.post(w.withdraw)).status).toBe(200);
    expect(await w.said()).toEqual([]);
    for (const field of ['branch', 'recentCheckIns', 'healthConsent']) expect(w.ann()).not.toHaveProperty(field);
    expect(w.ann()).toMatchObject({ status: 'active', sent: { one: '2026-11-16T06:00:00Z' } });
    expect(w.records()).toMatchObject([{ source: 'settings-page', withdrawnAt: '2026-11-23T13:00:00Z' }]);
    // The next answer is not stored by the old consent.
    expect((await w.post(w.checkIn, { days: '3-4' })).status).toBe(422);
    const data = `/data/${w.tokenOf('fresh', id)}`;
    expect(await text(await w.get(data))).toContain('You took this back on 23 November 2026 at 13:00 UTC');
  });

  test('may be taken back twice, and deletes what was stored before anybody was asked', async () => {
    const w = start({ branch: 'worry' });
    await w.deps.diary.record(id, { week: '2026-11-16', at: '2026-11-16T00:00:00Z', days: '0' });
    for (let press = 0; press < 2; press += 1) expect((await w.post(w.withdraw)).status).toBe(200);
    expect(await w.said()).toEqual([]);
    expect(w.ann()).not.toHaveProperty('branch');
  });

  test('taken back in the very moment of an answer leaves no answer behind', async () => {
    const w = start();
    await w.post(w.checkIn, { days: '0', health: presentWording('health').version });
    const { record } = w.deps.diary;
    w.deps.diary.record = async (...given) => {
      await record(...given);
      w.deps.diary.record = record;
      await w.post(w.withdraw);
      await record(...given);
    };
    expect((await w.post(w.checkIn, { days: '3-4' })).status).toBe(422);
    expect(await w.said()).toEqual([]);
    expect(w.ann()).not.toHaveProperty('recentCheckIns');
  });
});

describe('wordings', () => {
  test('are shown on the page with somebody’s data, as they agreed to them', async () => {
    const w = start();
    w.subscribers.consents.push({
      id,
      at: '2026-01-01T00:00:00Z',
      textVersion: '2026-11',
      source: 'landing-form',
      confirmedAt: '2026-01-01T00:05:00Z',
    });
    await w.post(w.checkIn, { days: '0', health: presentWording('health').version });
    const page = await text(await w.get(w.data));
    expect(page).toContain(consentWordings.emails['2026-11']);
    expect(page).toContain(presentWording('health').text);
  });

  test('of other programs are not taken for ours, though they may have the same version', async () => {
    const w = start();
    const record = { at: '2026-01-01T00:00:00Z', textVersion: '2026-11', confirmedAt: '2026-01-01T00:05:00Z' };
    w.subscribers.consents.push({ id, ...record, source: 'api:clinic' });
    const page = await text(await w.get(w.data));
    expect(page).not.toContain(consentWordings.emails['2026-11']);
    expect(page).toContain('Those who showed it to you keep it');
  });

  test('never change: a new one is a new version', () => {
    expect(Object.keys(consentWordings.emails)).toEqual([
      '2026-11',
      '2026-11-button',
      '2026-12-button.es',
      '2026-12-button.de',
      'change-of-address',
      'confirmation-mail',
    ]);
    expect(consentWordings).toMatchSnapshot();
  });
});
