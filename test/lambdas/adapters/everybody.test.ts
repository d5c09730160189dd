import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoApiKeys } from '../../../lambdas/adapters/dynamo/api-keys.ts';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { everybody, type PersonRecords } from '../../../lambdas/adapters/dynamo/everybody.ts';
import { dynamoLimits } from '../../../lambdas/adapters/dynamo/limits.ts';
import { dynamoClosedInboxes, dynamoMailTurns } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { readTable } from '../../../lambdas/adapters/dynamo/pages.ts';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { newWalk } from '../../../lambdas/core/course/notice.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { setByHand } from '../../../lambdas/core/time/planned-walls.ts';
import { noDay } from '../../../lambdas/core/counting/counting.ts';
import { checkInKey, personItems, serviceItems } from '../../../lambdas/core/kit/table-keys.ts';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { joins } from '../../support/people.ts';

const at = '2026-01-01T00:00:00Z';
const consent = { at, textVersion: '1', source: 'test', confirmedAt: at };

describe.each(['dynoxide', 'dynalite'] as const)('everybody in a table of %s', (dynamo) => {
  let emulators: TestEmulators;
  let table: Table;
  beforeAll(async () => void (emulators = await startEmulators({ dynamo })));
  afterAll(async () => emulators.stop());

  async function freshTable(): Promise<void> {
    table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
  }
  async function join(name: string): Promise<string> {
    const id = idOf(name);
    await joins(dynamoSubscribers(table), aSubscriber({ id, address: `${name}@example.org` }), consent);
    return id;
  }
  const checkIn = (id: string, week: string) => dynamoCheckIns(table).record(id, { week, at, days: '1-2', stress: 3 });
  async function all(kinds: Parameters<typeof everybody>[1]): Promise<PersonRecords[]> {
    const people: PersonRecords[] = [];
    for await (const person of everybody(table, kinds)) people.push(person);
    return people;
  }

  test('is read one by one, each with the kinds of item that were asked for', async () => {
    await freshTable();
    const [ann, bob] = [await join('ann'), await join('bob')];
    await checkIn(ann, '2026-01-05');
    await checkIn(ann, '2026-01-12');
    const later = { ...consent, confirmedAt: '2026-02-01T00:00:00Z', textVersion: '2' };
    await dynamoSubscribers(table).activate(bob, { status: 'active' }, later, aSubscriber({ id: bob }));
    await dynamoSubscribers(table).recordSignUp(aSignUp({ id: bob }));
    await dynamoSubscribers(table).recordSignUp(aSignUp({ id: idOf('cem') }));
    await dynamoControl(table).rememberSlot('Europe/Berlin', '07:00');
    await dynamoCounts(table).keepDay('s', '2026-01-01', noDay);

    const lines = (people: PersonRecords[]) =>
      people.map(({ subscriber, signUp, consents, checkIns }) =>
        [
          subscriber && `subscriber ${subscriber.id}`,
          signUp && `sign-up ${signUp.id}`,
          ...consents.map(({ textVersion }) => `consent ${textVersion}`),
          ...checkIns.map(({ week }) => `check-in ${week}`),
        ]
          .filter(Boolean)
          .join(', '),
      );
    expect(new Set(lines(await all(['profile', 'sign-up', 'consent', 'check-in'])))).toEqual(
      new Set([
        `subscriber ${ann}, consent 1, check-in 2026-01-05, check-in 2026-01-12`,
        `subscriber ${bob}, sign-up ${bob}, consent 1, consent 2`,
        `sign-up ${idOf('cem')}`,
      ]),
    );
    expect(new Set(lines(await all(['profile'])))).toEqual(new Set([`subscriber ${ann}`, `subscriber ${bob}`]));
    expect(lines(await all(['check-in']))).toEqual(['check-in 2026-01-05, check-in 2026-01-12']);
  });

  test('is yielded once each, also where a page ends within a person', async () => {
    await freshTable();
    const names = Array.from({ length: 8 }, (_, index) => `p${index}`);
    const weeks = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];
    for (const id of await Promise.all(names.map(join))) {
      for (const week of weeks) {
        const Item = { ...checkInKey(id, week), week, at, days: '1-2', note: 'x'.repeat(70_000) };
        await table.documents.put({ TableName: table.name, Item });
      }
    }
    const people = await all(['profile', 'consent', 'check-in']);
    expect(people).toHaveLength(names.length);
    expect(new Set(people.map(({ subscriber }) => subscriber?.id))).toEqual(new Set(names.map(idOf)));
    for (const { consents, checkIns } of people) {
      expect([consents.length, checkIns.map(({ week }) => week)]).toEqual([1, weeks]);
    }
    // A reading that begins behind somebody has everybody after them.
    const rest: PersonRecords[] = [];
    for await (const one of everybody(table, ['profile', 'consent', 'check-in'], people[4]!.through)) rest.push(one);
    expect(rest).toEqual(people.slice(5));
  });

  test('and everything else has a known kind of item, with a ttl exactly where the kind expires', async () => {
    await freshTable();
    const id = await join('ann');
    const [subscribers, control] = [dynamoSubscribers(table), dynamoControl(table)];
    await subscribers.recordSignUp(aSignUp({ id }));
    await subscribers.recordProblem(id, { at, key: 'k', code: 'bounce-transient' });
    await subscribers.recordHealthConsent(id, { at, textVersion: '2026-11', source: 'check-in-page' });
    await checkIn(id, '2026-01-05');
    await dynamoLimits(table).count('all#1', 1_800_000_000);
    await dynamoMailTurns(table).take('x', { delivery: 'd', at }, () => true, 60);
    await dynamoClosedInboxes(table).close('x', at);
    await control.advance(undefined, at, setByHand);
    await control.rememberSlot('Europe/Berlin', '07:00');
    await control.startProbe(at, at);
    await control.rememberTable('t');
    await control.reconciled(at);
    await dynamoCounts(table).keepDay('s', '2026-01-01', noDay);
    await dynamoCounts(table).keepBegun({ at, part: 1, through: { pk: 'p', sk: 's' }, counted: {} }, undefined);
    await dynamoCounts(table).keepNow('s', { at, people: {}, activeByLessons: {}, lessons: {} });
    await dynamoApiKeys(table).add({ id: 'k', name: 'n', scopes: [], createdAt: at }, 'hash');
    const notice = { id: 'closed-3f9a2c81', subject: 'Closed', at, audience: {}, walk: newWalk };
    const text = { subject: 'Closed', preheader: 'p', title: 't', html: 'h', text: 't' };
    await dynamoNotices(table).announce(notice, text);
    await dynamoNotices(table).begin(notice.id, { id: idOf('run'), until: at }, at);
    const kinds = Object.entries({ ...personItems, ...serviceItems });
    const kindOf = (pk: string, sk: string) =>
      kinds.find(([, kind]) => {
        const [inPk, inSk] = [kind.pk, kind.sk].map((format) => new RegExp(`^${format.replaceAll(/<[^>]+>/g, '.+')}$`));
        return inPk!.test(pk) && inSk!.test(sk);
      })?.[0] ?? `${pk} / ${sk}`;
    const stored: [string, boolean][] = [];
    for await (const item of readTable(table, {})) {
      stored.push([kindOf(String(item['pk']), String(item['sk'])), item['ttl'] !== undefined]);
    }
    expect(Object.fromEntries(stored)).toEqual(
      Object.fromEntries(kinds.map(([name, kind]) => [name, 'expires' in kind])),
    );
  });
});
