import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { readPerson } from '../../lib/operator/import/person.ts';
import { siteStart, siteWorld } from '../support/site-world.ts';

/* A sign-up means the same by the form, by the API and in a file. */

const anything = {
  email: fc.constantFrom('ann@example.org', ' Ann@Example.ORG ', 'ann@bücher.example', 'ann', '', 'jürgen@example.org'),
  firstName: fc.constantFrom('', 'Ann', '  Zoë ', 'A\nB', 'A'.repeat(40), 'A'.repeat(41), '\u202Ennа'),
  zone: fc.constantFrom('Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'Mars/Base', 'nowhere'),
  lessonDay: fc.integer({ min: 0, max: 8 }),
  // Not 7:00: only files may say it so, since spreadsheets do.
  sendTime: fc.constantFrom('07:00', '23:45', '24:00', '07:10', '7:0', 'noon'),
  reminderDays: fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 4 }),
};
// Most of what is right, so that whole sign-ups come up often.
const likely = <Value>(right: Value, any: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(right) }, { weight: 2, arbitrary: any });
const aSignUp = fc.record({
  email: likely('ann@example.org', anything.email),
  firstName: likely('Ann', anything.firstName),
  zone: likely('Europe/Berlin', anything.zone),
  lessonDay: likely(2, anything.lessonDay),
  sendTime: likely('07:15', anything.sendTime),
  reminderDays: likely([4, 6], anything.reminderDays),
});

function service() {
  const w = siteWorld();
  w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
  return w;
}
function storedIn({ subscribers }: ReturnType<typeof siteWorld>) {
  const [signUp] = subscribers.signUps.values();
  return signUp && { address: signUp.address, firstName: signUp.firstName, preferences: signUp.preferences };
}

test('the form, the API and a file take the same sign-ups, and read them in the same way', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(aSignUp, async ({ reminderDays, lessonDay, ...texts }) => {
      const form = service();
      await form.post('/sign-up', [
        ...Object.entries({ ...texts, lessonDay: String(lessonDay), consent: 'yes' }),
        ...reminderDays.map((day): [string, string] => ['reminderDays', String(day)]),
      ]);
      const api = service();
      await api.app.request('/api/v1/sign-ups', {
        method: 'POST',
        headers: { authorization: 'Bearer wwk_ours' },
        body: JSON.stringify({ ...texts, lessonDay, reminderDays, consentVersion: '2026-11' }),
      });
      const row = { ...texts, lessonDay: String(lessonDay), reminderDays: reminderDays.join(' ') };
      const read = readPerson(row, { now: Temporal.Instant.from(siteStart), title: 'a list' });
      const inFile =
        'why' in read
          ? undefined
          : { address: read.address.mailbox, firstName: read.firstName, preferences: read.preferences };
      expect(storedIn(api)).toEqual(storedIn(form));
      // Nobody can be asked to type their name again: a file keeps the person, without it.
      const isNamed = !('nameDropped' in read && read.nameDropped);
      expect(isNamed ? inFile : undefined).toEqual(storedIn(form));
      if (inFile !== undefined) taken += 1;
    }),
    { numRuns: 100 },
  );
  expect(taken).toBeGreaterThan(10);
});
