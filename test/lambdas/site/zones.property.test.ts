import { createContext, Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { namesOf, offeredZones } from '../../../lambdas/core/time/zones.ts';
import { zoneScript } from '../../../lambdas/site/kit/assets/zone-script.ts';
import { zoneRegions } from '../../../lambdas/site/kit/zones.ts';
import { inAnyCase } from '../../support/any-case.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { memoryControl } from '../../support/memory-subscribers.ts';
import { signUpFields, siteStart, siteWorld } from '../../support/site-world.ts';
import { isPerson } from '../../../lambdas/core/person/subscriber.ts';

/*
 * Goal: the planner's list of zones stays as short as the list of zones there are, whatever visitors post.
 * Method: some places under all their names, in any case, through every form that takes a zone.
 */

const places = ['America/Argentina/Catamarca', 'Asia/Kolkata', 'Europe/Kyiv', 'UTC'];
const typedZone = inAnyCase(fc.constantFrom(...places.flatMap((place) => namesOf(place))));
const form = fc.constantFrom('zone', 'settings', 'sign-up', 'api' as const);

/** The site, and the zones that its planner goes through. */
function start() {
  const w = siteWorld();
  const control = memoryControl();
  w.deps.control = control;
  return { ...w, planned: async () => (await control.planning()).inUse.map(({ zone }) => zone) };
}

test('no form makes a new spelling of a zone', async () => {
  const w = start();
  w.keep(aSubscriber());
  w.apiKeys.set('key', { id: 'one', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
  const settings = w.tokenOf('settings', idOf('ann'));
  const post = async (which: string, zone: string): Promise<Response> => {
    switch (which) {
      case 'zone':
        return w.post(`/zone/${settings}`, { zone });
      case 'settings':
        return w.post(`/settings/${settings}`, { ...signUpFields, locale: 'en', zone });
      case 'api':
        return w.app.request('/api/v1/sign-ups', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: 'Bearer key' },
          body: JSON.stringify({ email: 'bo@example.org', zone, lessonDay: 1, sendTime: '07:00', consentVersion: '1' }),
        });
      default:
        return w.post('/sign-up', { ...signUpFields, email: 'cy@example.org', zone });
    }
  };
  await fc.assert(
    fc.asyncProperty(form, typedZone, async (which, zone) => {
      expect((await post(which, zone)).status).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
  for (const id of w.subscribers.signUps.keys()) await w.post(`/confirm/${w.tokenOf('confirm', id)}`);
  const planned = await w.planned();
  expect(planned).toContain('Asia/Kolkata');
  expect(planned.filter((zone) => !places.includes(zone))).toEqual([]);
  const stored = [...w.subscribers.profiles.values()].filter(isPerson).map(({ preferences }) => preferences.zone);
  expect(stored.length).toBeGreaterThan(2);
  expect(stored.filter((zone) => !places.includes(zone))).toEqual([]);
});

test('a sign-up from before a place was renamed begins under its present name', async () => {
  const w = start();
  await w.post('/sign-up', { ...signUpFields, zone: 'Asia/Kolkata' });
  const [id, signUp] = [...w.subscribers.signUps][0]!;
  signUp.preferences.zone = 'Asia/Calcutta';
  await w.post(`/confirm/${w.tokenOf('confirm', id)}`);
  expect(w.subscribers.person(id).preferences.zone).toBe('Asia/Kolkata');
  expect(await w.planned()).toEqual(['Asia/Kolkata']);
});

test('settings from before a place was renamed show its present name, and can be saved', async () => {
  const w = siteWorld();
  const person = aSubscriber();
  w.keep({ ...person, preferences: { ...person.preferences, zone: 'Europe/Kiev' } });
  const settings = `/settings/${w.tokenOf('settings', person.id)}`;
  expect(await (await w.get(settings)).text()).toMatch(/<option value="Europe\/Kyiv" selected/);
  const reminders = `/reminders/${w.tokenOf('settings', person.id)}`;
  expect((await w.post(reminders, { reminderDays: '3' })).status).toBe(200);
  const { preferences, dueFrom } = w.subscribers.person(person.id);
  expect([preferences.zone, preferences.reminderDays]).toEqual(['Europe/Kyiv', [3]]);
  // Another day is a change of their calendar; the name of their zone is none.
  w.keep({ ...person, dueFrom, preferences: { ...preferences, zone: 'Europe/Kiev' } });
  await w.post(settings, { ...signUpFields, reminderDays: '3', locale: 'en', zone: 'Europe/Kyiv' });
  expect(w.subscribers.profiles.get(person.id)).toMatchObject({ dueFrom, preferences: { zone: 'Europe/Kyiv' } });
});

describe('the script that asks the browser where it is', () => {
  let chosen: string;
  let timeZone: string | undefined;
  const options = [
    { value: '' },
    ...zoneRegions().flatMap(({ zones }) => zones.map(({ zone, formerly }) => ({ value: zone, formerly }))),
  ].map(({ value, formerly }: { value: string; formerly?: string | undefined }) => ({
    value,
    dataset: formerly === undefined ? {} : { formerly },
    set selected(_: boolean) {
      chosen = value;
    },
  }));
  const browser = createContext({
    document: { querySelector: () => ({ value: '', options }) },
    Intl: { DateTimeFormat: () => ({ resolvedOptions: () => ({ timeZone }) }) },
  });
  const script = new Script(zoneScript);

  /** What it chooses in the form of a new visitor, whose browser answers this. */
  function chosenFor(answer: string | undefined): string {
    chosen = '';
    timeZone = answer;
    script.runInContext(browser);
    return chosen;
  }

  test('finds the place by every name that a browser may have for it', () => {
    for (const zone of offeredZones) for (const name of namesOf(zone)) expect(chosenFor(name)).toBe(zone);
  });

  test.each([['Etc/Unknown'], ['+05:30'], ['Etc/GMT+5'], ['Mars/Base'], [''], [undefined]])(
    'leaves the choice open for %p',
    (answer) => {
      expect(chosenFor(answer)).toBe('');
    },
  );
});
