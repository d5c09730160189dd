import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalZone } from '../../lambdas/core/time/zones.ts';
import { subscribers } from '../../lib/operator/people.ts';
import { zonesSince, formatZonesSince } from '../../lib/operator/zones-since.ts';
import { renameZones, formatZonesRenamed } from '../../lib/operator/rename-zones.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { aSubscriber, idOf, preferences } from '../support/builders.ts';
import { operatorConnection } from '../support/operator-connection.ts';
import { joins, personIn } from '../support/people.ts';

/* A table from before zones had one name: people under former names, and what somebody left behind who tried out spellings. */

let deps: Awaited<ReturnType<typeof operatorConnection>>;
const stored: Record<string, string> = {
  calcutta: 'Asia/Calcutta',
  spelled: 'eUrOpE/bErLiN',
  left: 'Europe/Kiev',
  present: 'Asia/Kolkata',
  nowhere: 'US/Pacific-New',
};

/** In which nobody stands any more. */
const spellings = 40;

beforeAll(async () => {
  deps = await operatorConnection(10);
  const { control, subscribers: store } = deps.connection;
  for (const [name, zone] of Object.entries(stored)) {
    const person = aSubscriber({ id: idOf(name), preferences: { ...preferences({ sendTime: '06:15' }), zone } });
    await joins(store, person);
    await control.rememberSlot(zone, '06:15');
  }
  const left = await store.find(idOf('left'));
  await store.change(left!, { status: 'unsubscribed', unsubscribedAt: '2026-12-10T00:00:00Z' });
  for (let bits = 0; bits < spellings; bits += 1) {
    const typed = 'israel'.replaceAll(/./g, (one, at: number) => (bits & (1 << at) ? one.toUpperCase() : one));
    await control.rememberSlot(typed, '07:00');
  }
});
afterAll(() => deps?.emulators.stop());

const zonesPlanned = async () => (await deps.connection.control.planning()).inUse.map(({ zone }) => zone).toSorted();
const profile = (name: string) => personIn(deps.connection.subscribers, idOf(name));

describe('an earlier edition of the time zones', () => {
  const editions = [
    {
      edition: '2026a',
      clocks: new Map([
        ['Asia/Calcutta', '300'],
        ['Europe/Kyiv', '0'],
        ['Asia/Tokyo', '0'],
      ]),
    },
  ];

  test('is compared for active people, by the present name of their zone', async () => {
    const found = await zonesSince('2026a', deps.connection, editions);
    const now = deps.connection.clock.now();
    const differences = [
      {
        from: now.toString({ smallestUnit: 'second' }),
        until: now.add({ hours: 365 * 24 }).toString({ smallestUnit: 'second' }),
        minutesEarlier: 30,
      },
    ];
    expect(found).toEqual({
      edition: zoneEdition.name,
      since: '2026a',
      zones: [{ zone: 'Asia/Kolkata', people: 2, differences }],
    });
    expect(formatZonesSince(found)).toContain('Asia/Kolkata, 2 people:\n  30 minutes earlier from 20');
  });

  test('is the one that the planner went by, unless another is named', async () => {
    await expect(zonesSince(undefined, deps.connection, editions)).rejects.toThrow('The planner has not said yet');
    const { control, clock } = deps.connection;
    const planned = async () => ({ ...(await control.planning()), clocks: { edition: '2026a' } });
    const connection = { ...deps.connection, clock, control: { ...control, planning: planned } };
    expect((await zonesSince(undefined, connection, editions)).zones).toHaveLength(1);
  });

  test('of which nothing is kept cannot be compared, and that is said', async () => {
    await expect(zonesSince('2019c', deps.connection, editions)).rejects.toThrow(
      `Edition 2019c is not kept here. This copy has ${zoneEdition.name}; earlier editions that it keeps: 2026a.`,
    );
    expect((await zonesSince(zoneEdition.name, deps.connection, editions)).zones).toEqual([]);
  });
});

describe('former names of zones', () => {
  test('are counted first, and nothing is changed', async () => {
    const before = await zonesPlanned();
    expect(await renameZones(false, deps.connection)).toEqual({ people: 3, planned: 4, forgotten: spellings });
    expect(await zonesPlanned()).toEqual(before);
    expect((await profile('calcutta')).preferences.zone).toBe('Asia/Calcutta');
  });

  test('are given up by everybody, also by those who left; what nobody stands under is forgotten at once', async () => {
    const calcutta = await profile('calcutta');
    const renamed = await renameZones(true, deps.connection);
    expect(renamed).toEqual({ people: 3, planned: 4, forgotten: spellings });
    expect(formatZonesRenamed(renamed, true)).toContain('Run it again in some minutes');
    for (const [name, zone] of Object.entries(stored)) {
      expect((await profile(name)).preferences.zone).toBe(canonicalZone(zone) ?? zone);
    }
    // Nothing else about them changed: they are owed what they were owed.
    const { preferences: present, version } = await profile('calcutta');
    expect(await profile('calcutta')).toEqual({ ...calcutta, preferences: present, version });
    expect(await zonesPlanned()).toEqual(expect.arrayContaining(['Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv']));
  });

  test('are all forgotten by the next run, but one that means no zone and has people', async () => {
    expect(await renameZones(true, deps.connection)).toEqual({ people: 0, planned: 1, forgotten: 3 });
    const planned = await zonesPlanned();
    expect(planned.filter((zone) => canonicalZone(zone) !== zone)).toEqual(['US/Pacific-New']);
    expect(planned).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Berlin', 'Europe/Kyiv']));
    const people = new Set<string>();
    for await (const { preferences: theirs } of subscribers(deps.connection)) people.add(theirs.zone);
    expect([...people].filter((zone) => canonicalZone(zone) !== zone)).toEqual(['US/Pacific-New']);
    const { inUse } = await deps.connection.control.planning();
    for (const zone of ['Asia/Kolkata', 'Europe/Berlin', 'Europe/Kyiv']) {
      expect(inUse.find((one) => one.zone === zone)?.localTimes.has('06:15')).toBe(true);
    }
  });
});

test('says in words what was done', () => {
  const none = { people: 0, planned: 0, forgotten: 0 };
  expect(formatZonesRenamed(none, true)).toBe('Every time zone is stored under its present name.');
  expect(formatZonesRenamed({ people: 2, planned: 1, forgotten: 3 }, false)).toBe(
    [
      'People whose time zone is stored under a former name: 2.',
      'Former names that nobody stands under: 3.',
      'Former names still planned: 1.',
      'Nothing changed. Run it again with --yes to apply.',
    ].join('\n'),
  );
});
