import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import type { AccountJob } from '../../../lambdas/core/sending/jobs.ts';
import { confirmSignUp, type SignUpDeps } from '../../../lambdas/core/actions/sign-up.ts';
import { nextLesson } from '../../../lambdas/core/course/course.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { mailTurns } from '../../../lib/operator/import/mail-turns.ts';
import { formatPreview, type Preview } from '../../../lib/operator/import/preview.ts';
import { importLines, type ImportOptions } from '../../../lib/operator/import/import-lines.ts';
import { emptyReport, formatImport } from '../../../lib/operator/import/report.ts';
import { peopleOf } from '../../../lib/operator/import/read-people.ts';
import type { ImportDeps } from '../../../lib/operator/import/take-over.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, aGone } from '../../support/builders.ts';
import { memoryMailTurns } from '../../support/memory-limits.ts';
import { memoryControl, memoryDiary, memoryPersonalData, memorySubscribers } from '../../support/memory-subscribers.ts';
import { startService, type Service } from '../../support/service.ts';

const clock = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };
const keyring = { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) };
const header = 'email,firstName,zone,lessonDay,sendTime,reminderDays,consentAt,consentText,consentSource';
const line = (name: string) =>
  `${name}@example.org,${name},Europe/Berlin,2,07:15,3 5,2026-01-02T10:00:00+01:00,2026-01,old form`;
const withoutConsent = (name: string) => `${name}@example.org,${name},Europe/Berlin,2,07:15,3 5,,,`;

async function importing(lines: string[], deps: ImportDeps, options: Partial<ImportOptions> = {}) {
  const file = Readable.from([Buffer.from([header, ...lines].join('\n'))]);
  const wanted = { dryRun: false, confirm: false, name: 'clinic', ...options };
  return (await importLines(peopleOf(file, { now: clock.now() }), emptyReport, deps, wanted)).report;
}

function deps() {
  const subscribers = memorySubscribers();
  const control = memoryControl();
  const jobs: AccountJob[] = [];
  const queues = { account: async (job: AccountJob) => void jobs.push(job) };
  return { clock, keyring, subscribers, control, queues, jobs, series: libraryOf(aSeries()) };
}

describe('an import', () => {
  test('adds people with their own time and the record of their consent', async () => {
    const w = deps();
    expect(await importing([line('ann')], w)).toMatchObject({ added: 1 });
    expect(w.subscribers.profiles.get(idOf('ann'))).toMatchObject({
      status: 'active',
      address: 'ann@example.org',
      preferences: { zone: 'Europe/Berlin', lessonDay: 2, sendTime: '07:15', reminderDays: [3, 5] },
    });
    expect(w.subscribers.consents).toMatchObject([{ at: '2026-01-02T09:00:00Z', source: 'old form' }]);
    expect((await w.control.planning()).inUse).toEqual([{ zone: 'Europe/Berlin', localTimes: new Set(['07:15']) }]);
  });

  test('asks the table once for many people, and writes two records for each', async () => {
    const w = deps();
    const asked: string[] = [];
    const subscribers = new Proxy(w.subscribers, {
      get: (target, name: keyof typeof w.subscribers) => {
        asked.push(name);
        return target[name];
      },
    });
    const people = Array.from({ length: 40 }, (_, index) => line(`p${index}`));
    expect(await importing(people, { ...w, subscribers })).toMatchObject({ added: 40 });
    expect(asked.filter((name) => ['findAll', 'activate'].includes(name))).toHaveLength(41);
  });

  test('of an address that comes twice takes the first line only', async () => {
    const w = deps();
    await w.subscribers.recordSignUp(aSignUp({ id: idOf('bob'), expiresAt: '2026-11-01T00:00:00Z' }));
    const lines = [line('ann'), line('bob'), line('ann')];
    expect(await importing(lines, w)).toMatchObject({ added: 2, known: 1 });
    expect(w.subscribers.profiles.size).toBe(2);
    expect(w.subscribers.signUps.size).toBe(0);
  });

  test('takes over where people came from and the note about them; a name that cannot be used is none', async () => {
    const w = deps();
    const columns = 'email,zone,from,note,consentAt,consentText,consentSource';
    const agreed = '2026-01-02T10:00:00+01:00,2026-01,form';
    const lines = [
      `ann@example.org,Asia/Tokyo,Clinic-North,Called.,${agreed}`,
      `bob@example.org,Asia/Tokyo,a b,,${agreed}`,
    ];
    const asked = 'cem@example.org,Asia/Tokyo,walks,,,,';
    const file = Readable.from([Buffer.from([columns, ...lines, asked].join('\n'))]);
    const wanted = { dryRun: false, confirm: true, name: 'clinic' };
    await importLines(peopleOf(file, { now: clock.now() }), emptyReport, w, wanted);
    expect(w.subscribers.person(idOf('ann'))).toMatchObject({ from: 'clinic-north', note: 'Called.' });
    expect(w.subscribers.person(idOf('bob'))).not.toHaveProperty('from');
    expect(w.subscribers.signUps.get(idOf('cem'))).toMatchObject({ from: 'walks' });
  });

  test('takes over a time of reminders and a pace as an export tells them', async () => {
    const w = deps();
    const file = Readable.from([
      Buffer.from(
        [
          'email,zone,sendTime,reminderDays,reminderTime,weeksBetween,consentAt,consentText,consentSource',
          'ann@example.org,Europe/Berlin,07:15,3,6:30,2,2026-01-02T10:00:00+01:00,2026-01,form',
          'bob@example.org,Europe/Berlin,07:15,,,1,2026-01-02T10:00:00+01:00,2026-01,form',
          'cem@example.org,Europe/Berlin,07:15,3,7,3,2026-01-02T10:00:00+01:00,2026-01,form',
        ].join('\n'),
      ),
    ]);
    const wanted = { dryRun: false, confirm: false, name: 'clinic' };
    const { report } = await importLines(peopleOf(file, { now: clock.now() }), emptyReport, w, wanted);
    expect(report).toMatchObject({ added: 2, refused: 1 });
    expect(report.refusals[0]!.why).toBe(
      'reminderTime must be a time on the quarter hour such as 18:30; weeksBetween must be 1, 2 or 4',
    );
    expect(w.subscribers.person(idOf('ann'))).toMatchObject({
      weeksBetween: 2,
      preferences: { reminderTime: '06:30' },
    });
    expect(w.subscribers.person(idOf('bob'))).not.toHaveProperty('weeksBetween');
    expect((await w.control.planning()).inUse).toEqual([
      { zone: 'Europe/Berlin', localTimes: new Set(['07:15', '07:15/06:30']) },
    ]);
  });

  test('puts people into the series that the file, the command or nobody names, and into none that is not offered', async () => {
    const w = { ...deps(), series: libraryOf(aSeries(), { ...aSeries(), id: 'sleep' }) };
    const lines = (names: string, ...more: string[]) =>
      `${names}@example.org,,Europe/Berlin,2,07:15,,2026-01-02T10:00:00Z,1,form${more.map((one) => `,${one}`).join('')}`;
    const file = [`${header},series`, lines('ann', 'sleep'), lines('bob', ''), lines('cem', 'gone')].join('\n');
    const linesOf = () => peopleOf(Readable.from([Buffer.from(file)]), { now: clock.now() });
    const wanted = { dryRun: false, confirm: false, name: 'clinic' };
    const read = async (options: Partial<ImportOptions>) =>
      (await importLines(linesOf(), emptyReport, w, { ...wanted, ...options })).report;
    expect(await read({})).toMatchObject({
      added: 2,
      refusals: [{ line: 4, why: 'series is not one that this service offers' }],
    });
    const seriesOf = () => ['ann', 'bob'].map((name) => w.subscribers.person(idOf(name)).series);
    expect(seriesOf()).toEqual(['sleep', 'test-series']);
    w.subscribers.profiles.clear();
    await read({ series: 'sleep' });
    expect(seriesOf()).toEqual(['sleep', 'sleep']);
  });

  test.each(['unsubscribed', 'bounced', 'complained', 'erased'] as const)('never revives who is %s', async (status) => {
    const w = deps();
    w.subscribers.profiles.set(idOf('ann'), status === 'erased' ? aGone() : aSubscriber({ status }));
    expect(await importing([line('ann'), withoutConsent('ann')], w, { confirm: true })).toMatchObject({ gone: 2 });
    expect(w.subscribers.profiles.get(idOf('ann'))?.status).toBe(status);
    expect(w.jobs).toEqual([]);
  });

  test('changes nobody who is there, and nothing at all when it is dry', async () => {
    const w = deps();
    w.subscribers.profiles.set(idOf('ann'), aSubscriber());
    expect(
      await importing([line('ann'), line('bob'), withoutConsent('cem')], w, { dryRun: true, confirm: true }),
    ).toMatchObject({ added: 1, asked: 1, known: 1 });
    expect([...w.subscribers.profiles.values()]).toEqual([aSubscriber()]);
    expect([w.subscribers.signUps.size, w.jobs]).toEqual([0, []]);
  });

  test('names each line that it refuses, and goes on', async () => {
    const report = await importing(
      [
        'not an address,,Europe/Berlin,1,07:00,,2026-01-02T10:00:00Z,1,form',
        line('ann').replace('07:15', '07:10'),
        'too,few',
        line('bob'),
      ],
      deps(),
    );
    expect(report).toMatchObject({
      added: 1,
      refused: 3,
      refusals: [
        { line: 2, why: expect.stringContaining('email is not an email address') },
        { line: 3 },
        { line: 4, why: 'has 2 fields where the first line names 9 columns' },
      ],
    });
  });

  test('keeps the first refusals only, however many there are, and hands on each of them in order', async () => {
    const heard: number[] = [];
    const onBatch: ImportOptions['onBatch'] = (_, refusals) => void heard.push(...refusals.map((one) => one.line));
    const report = await importing(
      Array.from({ length: 700 }, () => 'nobody'),
      deps(),
      { onBatch },
    );
    expect(report.refused).toBe(700);
    expect(heard).toEqual(Array.from({ length: 700 }, (_, index) => index + 2));
    expect(report.refusals).toHaveLength(20);
    const words = formatImport(report, { name: 'clinic', dryRun: false, interrupted: false });
    expect(words).toContain('lines 2, 3, 4, 5, 6 and 695 more: has 1 fields where');
    expect(words).toContain('--errors <file> writes each line');
  });

  test('takes a pause along', async () => {
    const w = deps();
    const columns = 'email,zone,pausedUntil,consentAt,consentText,consentSource';
    const file = Readable.from([
      Buffer.from(`${columns}\nann@example.org,Etc/UTC,2027-01-04,2026-01-02T10:00:00Z,2026-01,form`),
    ]);
    const wanted = { dryRun: false, confirm: false, name: 'clinic' };
    await importLines(peopleOf(file, { now: clock.now() }), emptyReport, w, wanted);
    expect(w.subscribers.person(idOf('ann')).pausedUntil).toBe('2027-01-04');
  });
});

describe('how far somebody came elsewhere', () => {
  const consent = '2026-01-02T10:00:00Z,2026-01,form';
  const imported = async (columns: string, fields: string, options: Partial<ImportOptions> = {}) => {
    const w = deps();
    const file = Readable.from([
      Buffer.from(
        `email,zone,consentAt,consentText,consentSource,${columns}\nann@example.org,UTC,${consent},${fields}`,
      ),
    ]);
    const wanted = { dryRun: false, confirm: false, name: 'clinic', ...options };
    const { report } = await importLines(peopleOf(file, { now: clock.now() }), emptyReport, w, wanted);
    return {
      ...w,
      why: report.refusals[0]?.why,
      person: w.subscribers.profiles.get(idOf('ann')) as Person | undefined,
    };
  };

  test.each([
    ['lessonsHad', '2', ['one', 'two'], 'three'],
    ['lessonsHad', '1-2', ['one', 'two'], 'three'],
    ['lessonsHad', '1 3', ['one', 'three'], 'two'],
    ['lessonsHad', 'two', ['two'], 'one'],
    ['lessonsHad', 'one@2026-02-01T00:00:00Z retired@2026-02-01T00:00:00Z', ['one', 'retired'], 'two'],
    ['lessonsHad', '0', [], 'one'],
    ['nextLesson', '3', ['one', 'two'], 'three'],
    ['nextLesson', 'two', ['one'], 'two'],
    ['nextLesson', '4', ['one', 'two', 'three'], undefined],
    ['lessonsSkipped', 'one', [], 'two'],
  ])('is read from %s "%s"', async (column, text, had, next) => {
    const { person } = await imported(column, text);
    expect(Object.keys(person!.sent)).toEqual(had);
    expect(nextLesson(aSeries(), person!)?.id).toBe(next);
  });

  test.each([
    ['lessonsHad', '4', 'lessonsHad names lesson 4; the series has 3'],
    ['lessonsHad', 'breathing', 'lessonsHad names "breathing", which is not a lesson here'],
    ['lessonsHad', 'one@2027-01-01T00:00:00Z', 'lessonsHad is in the future'],
    ['nextLesson', '9', 'nextLesson must be the number or the id of a lesson in their series'],
    ['lastLessonOn', '2026-12-24', 'lastLessonOn is in the future'],
    ['lessonsSkipped', 'breathing', 'lessonsSkipped names a lesson that is not here'],
  ])('is refused where it cannot be: %s "%s"', async (column, text, why) => {
    expect(await imported(column, text)).toMatchObject({ why, person: undefined });
  });

  test.each([0, 1])('may be of this very second, not of the next one: %d s from now', async (seconds) => {
    const at = isoInstant(clock.now().add({ seconds }));
    const { why } = await imported('lessonsHad,welcomedAt', `one@${at},${at}`);
    const { why: ofWelcome } = await imported('welcomedAt', at);
    const future = ['lessonsHad is in the future', 'welcomedAt is in the future'];
    expect([why, ofWelcome]).toEqual(seconds === 0 ? [undefined, undefined] : future);
  });

  test('goes along with somebody who is asked, and is there once they confirm', async () => {
    const w = deps();
    const columns = 'email,zone,lessonsHad,startDate,note,lessonsSkipped,lastLessonOn';
    const file = Readable.from([Buffer.from(`${columns}\nann@example.org,UTC,2,2027-01-11,Called.,three,2026-11-16`)]);
    const wanted = { dryRun: false, confirm: true, name: 'clinic' };
    await importLines(peopleOf(file, { now: clock.now() }), emptyReport, w, wanted);
    await confirmSignUp(idOf('ann'), siteOf(w));
    expect(w.subscribers.person(idOf('ann'))).toMatchObject({
      sent: { one: expect.any(String), two: expect.any(String) },
      pausedUntil: '2027-01-11',
      importedBy: 'clinic',
      note: 'Called.',
      leftOut: ['three'],
      lessonSentOn: '2026-11-16',
    });
  });

  test('waits for the day on which their group begins, or that of the file, whichever is later', async () => {
    const w = { ...deps(), cohorts: { north: { startsOn: '2027-01-11' }, past: { startsOn: '2026-11-01' } } };
    const agreed = '2026-01-02T10:00:00Z,v1,form';
    const lines = [
      `ann@example.org,UTC,north,,${agreed}`,
      `bob@example.org,UTC,north,2027-02-01,${agreed}`,
      `cem@example.org,UTC,north,2026-12-24,${agreed}`,
      `dan@example.org,UTC,past,,${agreed}`,
      `eve@example.org,UTC,,,${agreed}`,
      'flo@example.org,UTC,north,,,,',
    ];
    const columns = 'email,zone,from,startDate,consentAt,consentText,consentSource';
    const people = () => peopleOf(Readable.from([Buffer.from([columns, ...lines].join('\n'))]), { now: clock.now() });
    const shown: Preview[] = [];
    const wanted = { confirm: true, name: 'clinic' };
    const onPreview = (preview: Preview) => void shown.push(preview);
    await importLines(people(), emptyReport, w, { ...wanted, dryRun: true, onPreview });
    expect(shown.map(({ pausedUntil }) => pausedUntil)).toEqual(['2027-01-11', '2027-02-01', '2027-01-11']);
    await importLines(people(), emptyReport, w, { ...wanted, dryRun: false });
    const starts = ['ann', 'bob', 'cem', 'dan', 'eve'].map((name) => w.subscribers.person(idOf(name)).pausedUntil);
    expect(starts).toEqual(['2027-01-11', '2027-02-01', '2027-01-11', undefined, undefined]);
    // Who is asked waits by the date as it is when they confirm.
    expect(w.subscribers.signUps.get(idOf('flo'))).not.toHaveProperty('pausedUntil');
  });

  test('stays with a sign-up of their own over that of the import, which is theirs then', async () => {
    const w = deps();
    const file = () => Readable.from([Buffer.from('email,zone,lessonsHad\nann@example.org,UTC,2')]);
    const wanted = { dryRun: false, confirm: true, name: 'clinic' };
    await importLines(peopleOf(file(), { now: clock.now() }), emptyReport, w, wanted);
    await w.subscribers.recordSignUp(aSignUp({ expiresAt: '2026-12-01T00:00:00Z' }));
    await confirmSignUp(idOf('ann'), siteOf(w));
    const person = w.subscribers.person(idOf('ann'));
    expect(Object.keys(person.sent)).toEqual(['one', 'two']);
    expect(person).not.toHaveProperty('importedBy');
  });
});

describe('the first mail', () => {
  test('is a welcome, before any lesson, so many per day', async () => {
    const w = deps();
    await importing([line('ann'), line('bob'), line('cem'), withoutConsent('dan')], w, { perDay: 2, confirm: true });
    const turns = w.jobs.map(({ kind, notBefore }) => `${kind} ${notBefore}`).toSorted();
    expect(turns).toEqual([
      'confirmation 2026-11-25T00:00:00Z',
      'welcome 2026-11-23T12:00:00Z',
      'welcome 2026-11-24T00:00:00Z',
      'welcome 2026-11-24T12:00:00Z',
    ]);
    const from = [...w.subscribers.profiles.values()].map((one) => (one as Person).dueFrom).toSorted();
    expect(from).toEqual(['2026-11-23T12:15:00Z', '2026-11-24T00:15:00Z', '2026-11-24T12:15:00Z']);
    // The link in a mail that waits has to be good when it comes.
    expect(w.subscribers.signUps.get(idOf('dan'))!.expiresAt).toBe('2026-12-09T00:00:00Z');
  });

  test('is asked for again where a run ended before it, and not of who was welcomed', async () => {
    const w = deps();
    await importing([line('ann'), line('bob')], w);
    w.subscribers.person(idOf('bob')).welcomeSentAt = '2026-11-23T12:01:00Z';
    w.jobs.length = 0;
    expect(await importing([line('ann'), line('bob')], w)).toMatchObject({ known: 2 });
    expect(w.jobs).toMatchObject([{ kind: 'welcome', id: idOf('ann') }]);
  });

  test('goes on at the pace of an earlier run', async () => {
    const later = { now: () => Temporal.Instant.from('2026-11-24T12:00:00Z') };
    const before = { ...emptyReport, startedAt: '2026-11-23T12:00:00Z', added: 5 };
    const turn = mailTurns(before, later, 2);
    expect([turn(), turn()].map(String)).toEqual(['2026-11-26T00:00:00Z', '2026-11-26T12:00:00Z']);
    expect(String(mailTurns(emptyReport, later, undefined)())).toBe('2026-11-24T12:00:00Z');
  });
});

test('a dry run shows the first three people as they would be, and what becomes of each kind of line', async () => {
  const previews: Preview[] = [];
  const report = await importing(
    [line('ann'), withoutConsent('bob'), line('cem'), line('dan'), line('eva').replace('Europe/Berlin', 'Mars/Base')],
    deps(),
    { dryRun: true, confirm: true, onPreview: (preview) => void previews.push(preview) },
  );
  expect(previews.map(formatPreview).toSorted()).toEqual([
    '  line 2: ann; Tuesdays at 7:15, Berlin time; series test-series, goes on with lesson 1 “one”; active',
    '  line 3: bob; Tuesdays at 7:15, Berlin time; series test-series, goes on with lesson 1 “one”; asked to confirm',
    '  line 4: cem; Tuesdays at 7:15, Berlin time; series test-series, goes on with lesson 1 “one”; active',
  ]);
  const words = formatImport(report, { name: 'clinic', dryRun: true, interrupted: false });
  expect(words).toContain('Would be added    3 (lines 2, 4, 5)');
  expect(words).toContain('  line 6: zone We do not know this time zone.');
});

describe('people without consent', () => {
  test('are refused, and told how to ask them', async () => {
    const report = await importing([withoutConsent('ann')], deps());
    expect(report.refusals).toEqual([{ line: 2, why: expect.stringContaining('ask them with --confirm') }]);
  });

  test('are refused with half of it, even when others are asked', async () => {
    const half = line('ann').replace('old form', '');
    const report = await importing([half], deps(), { confirm: true });
    expect(report.refusals).toEqual([{ line: 2, why: 'consentSource must say where they agreed' }]);
  });

  test('are asked with --confirm, once, and get nothing else', async () => {
    const w = deps();
    const options = { confirm: true };
    expect(await importing([withoutConsent('ann')], w, options)).toMatchObject({ added: 0, asked: 1 });
    expect(w.subscribers.profiles.size).toBe(0);
    expect(w.jobs).toMatchObject([{ kind: 'confirmation', id: idOf('ann') }]);
    w.subscribers.signUps.get(idOf('ann'))!.confirmationMailedAt = '2026-11-23T12:00:00Z';
    expect(await importing([withoutConsent('ann')], w, options)).toMatchObject({ asked: 0, known: 1 });
    expect(w.jobs).toHaveLength(1);
  });

  test('are asked again where an import ended between writing them down and asking for the mail', async () => {
    const w = deps();
    const options = { confirm: true };
    const broken = {
      ...w,
      queues: {
        account: async () => {
          throw new Error('the line is dead');
        },
      },
    };
    await expect(importing([withoutConsent('ann')], broken, options)).rejects.toThrow('the line is dead');
    expect(await importing([withoutConsent('ann')], w, options)).toMatchObject({ asked: 1 });
    expect(w.jobs).toHaveLength(1);
  });

  test('keep the sign-up that they made themselves', async () => {
    const w = deps();
    const own = aSignUp({ firstName: 'Her own', expiresAt: '2026-12-01T00:00:00Z' });
    w.subscribers.signUps.set(own.id, own);
    expect(await importing([withoutConsent('ann')], w, { confirm: true })).toMatchObject({ asked: 0, known: 1 });
    expect(w.subscribers.signUps.get(own.id)).toEqual(own);
  });
});

test('a slot is asked for once, however many people share it', async () => {
  const w = deps();
  const asked: string[] = [];
  const control = { rememberSlot: async (zone: string, time: string) => void asked.push(`${zone} ${time}`) };
  await importing(
    Array.from({ length: 300 }, (_, index) => line(`p${index}`)),
    { ...w, control },
  );
  expect(asked).toEqual(['Europe/Berlin 07:15']);
});

/** What confirming works with, over the stores of an import. */
function siteOf({
  subscribers,
  control,
  queues,
}: Pick<ImportDeps, 'queues'> & Pick<SignUpDeps, 'subscribers' | 'control'>) {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
  return {
    clock,
    keyring,
    log,
    subscribers,
    control,
    diary: memoryDiary(),
    personalData: memoryPersonalData(memorySubscribers()),
    queues,
    mailTurns: memoryMailTurns(),
    series: libraryOf(aSeries()),
  } as unknown as SignUpDeps;
}

describe('beside a sign-up of the same person', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService('2026-11-23T12:00:00Z');
  });
  afterAll(async () => service.stop());

  test('one of the two makes the subscriber, and whatever was confirmed stands', async () => {
    const { subscribers, control } = service;
    for (let round = 0; round < 20; round += 1) {
      const name = `r${round}`;
      await subscribers.recordSignUp(
        aSignUp({ id: idOf(name), address: `${name}@example.org`, expiresAt: '2026-12-01T00:00:00Z' }),
      );
      const queues = { account: async () => undefined };
      const site = siteOf({ subscribers, control, queues });
      const into: ImportDeps = { clock, keyring, subscribers, control, queues, series: libraryOf(aSeries()) };
      const [confirmed, imported] = await Promise.all([confirmSignUp(idOf(name), site), importing([line(name)], into)]);
      expect(['confirmed', 'already-confirmed']).toContain(confirmed.outcome);
      expect(imported.added + imported.known).toBe(1);
      expect(await subscribers.find(idOf(name))).toMatchObject({ status: 'active', version: 1 });
    }
  });
});
