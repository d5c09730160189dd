import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as keys from '../../../../lambdas/core/kit/table-keys.ts';

const root = new URL('../../../../', import.meta.url).pathname;
const itemKinds = Object.entries({ ...keys.personItems, ...keys.serviceItems });

describe('the keys of the table', () => {
  test('are those of the items that are stored already', () => {
    const id = 'A'.repeat(22);
    const instant = '2026-11-02T06:00:00Z';
    const written = {
      profile: keys.subscriberKey(id),
      'sign-up': keys.signUpKey(id),
      consent: keys.consentKey(id, instant),
      'health-consent': keys.healthConsentKey(id, instant),
      'check-in': keys.checkInKey(id, '2026-11-02'),
      problem: keys.problemKey(id, instant, 'k'),
      limit: keys.limitKey('all#7'),
      mailed: keys.mailTurnsKey('inbox:x'),
      closed: keys.closedInboxKey('x'),
      planner: keys.plannerKey,
      zone: keys.zoneKey('Europe/Berlin'),
      feed: keys.eventFeedKey,
      gate: keys.gateKey,
      reconciled: keys.reconciledKey,
      day: keys.dayCountsKey('a-series', '2026-11-02'),
      now: keys.nowCountsKey('a-series'),
      notice: keys.noticeKey('closed-3f9a2c81'),
      noticeText: keys.noticeTextKey('closed-3f9a2c81'),
      walk: keys.walkKey,
      apiKey: keys.apiKeyKey('k'),
    };
    expect(Object.fromEntries(Object.entries(written).map(([name, { pk, sk }]) => [name, `${pk} / ${sk}`]))).toEqual({
      profile: `SUB#${id} / PROFILE`,
      'sign-up': `SUB#${id} / SIGNUP`,
      consent: `SUB#${id} / CONSENT#${instant}`,
      'health-consent': `SUB#${id} / HEALTH#${instant}`,
      'check-in': `SUB#${id} / CHECKIN#2026-11-02`,
      problem: `SUB#${id} / PROBLEM#${instant}#k`,
      limit: 'LIMIT#all#7 / COUNT',
      mailed: 'MAILED#inbox:x / RECENT',
      closed: 'INBOX#x / CLOSED',
      planner: 'CONTROL / PLANNER',
      zone: 'CONTROL / ZONE#Europe/Berlin',
      feed: 'CONTROL / ROAD',
      gate: 'CONTROL / GATE',
      reconciled: 'CONTROL / RECONCILED',
      day: 'COUNTS#a-series / DAY#2026-11-02',
      now: 'COUNTS#a-series / NOW',
      notice: 'CONTROL / NOTICE#closed-3f9a2c81',
      noticeText: 'NOTICE#closed-3f9a2c81 / TEXT',
      walk: 'CONTROL / WALK',
      apiKey: 'APIKEYS / k',
    });
  });

  test('say what they are made of', () => {
    expect(keys.subscriberIdOf(keys.subscriberPartition('ann'))).toBe('ann');
    expect(keys.zoneOf(keys.zoneKey('Asia/Tokyo').sk)).toBe('Asia/Tokyo');
    expect(keys.countedDayOf(keys.dayCountsKey('s', '2026-11-02').sk)).toBe('2026-11-02');
    expect([keys.subscriberIdOf('CONTROL'), keys.zoneOf('GATE'), keys.countedDayOf('NOW')]).toEqual(
      Array(3).fill(undefined),
    );
    const { sk } = keys.problemKey('ann', '2026-11-02T06:00:00Z', 'k');
    expect(['PROFILE', 'SIGNUP', 'CONSENT#x', 'HEALTH#x', 'CHECKIN#x', sk].map(keys.personItemKindOf)).toEqual(
      keys.personItemKinds,
    );
    expect(['PROFILE2', 'LATER#x', ''].map(keys.personItemKindOf)).toEqual(Array(3).fill(undefined));
  });

  test('are spelled in one file', () => {
    const texts = new Set(itemKinds.flatMap(([, { pk, sk }]) => [pk, sk]).map((format) => format.replace(/<.*/, '')));
    texts.delete('');
    // A whole key in quotes, or one that goes on after "#".
    const spelled = new RegExp(
      `['"\`](${[...texts].map((text) => (text.endsWith('#') ? text : `${text}['"\`]`)).join('|')})`,
    );
    const own = ['lambdas/core/kit/table-keys.ts', 'test/lambdas/core/kit/table-keys.test.ts'];
    const elsewhere = ['bin', 'lambdas', 'lib', 'test']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
      )
      .filter((file) => /\.tsx?$/.test(file) && !own.includes(file))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, index) => (spelled.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
      );
    expect(elsewhere).toEqual([]);
  });

  test('are those that docs/architecture.md lists', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const [, section = ''] = page.split('\n## One table\n');
    const rows = section.split('\n## ')[0]!.matchAll(/^\|[^|]*\| `([^`]+)` \/ ([^|]+) \|([^|]*)\|/gm);
    const listed = [...rows].flatMap(([, pk, sks, ttl]) =>
      [...sks!.matchAll(/`([^`]+)`/g)].map(([, sk]) => `${pk} / ${sk}${ttl!.trim() === 'yes' ? ' expires' : ''}`),
    );
    const known = itemKinds.map(([, kind]) => `${kind.pk} / ${kind.sk}${'expires' in kind ? ' expires' : ''}`);
    expect(listed.sort()).toEqual(known.sort());
  });
});
