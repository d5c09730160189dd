import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { explain, type RecordOf } from '../../../lib/operator/subscriber/explain.ts';
import { formatExplanation } from '../../../lib/operator/subscriber/format-explanation.ts';
import { aGone, aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../../support/builders.ts';

/** Wednesday noon. Ann has her lessons on Mondays at 7:00 in Berlin; the last slots were 23, 16 and 9 November. */
const now = Temporal.Instant.from('2026-11-25T11:00:00Z');
const series = libraryOf(aSeries(['one', 'two', 'three', 'four']));
const upToTwo = {
  dueFrom: '2026-11-05T00:00:00Z',
  sent: { one: '2026-11-09T06:00:02Z', two: '2026-11-16T06:00:02Z' },
  lessonSentOn: '2026-11-16',
};
const withThree = { ...upToTwo, sent: { ...upToTwo.sent, three: '2026-11-23T06:00:02Z' }, lessonSentOn: '2026-11-23' };

function told(changes: Parameters<typeof aSubscriber>[0], known: Partial<RecordOf> = {}) {
  const person = aSubscriber({ ...upToTwo, ...changes });
  const all: RecordOf = {
    id: idOf('ann'),
    person,
    signUp: undefined,
    problems: [],
    gate: {},
    tableId: 't',
    feed: { heardAt: '2026-11-25T10:00:00Z' },
    ...known,
  };
  return explain(all, series, now);
}
const third = (explanation: ReturnType<typeof told>) =>
  explanation.slots.find(({ localDate }) => localDate === '2026-11-23')!;

describe('“did she get week 3, and why not?”', () => {
  test('she did', () => {
    const explanation = told(withThree);
    expect(third(explanation)).toEqual({
      localDate: '2026-11-23',
      state: 'confirmed',
      why: '“Lesson three”, which SES took at 2026-11-23T06:00:02Z; no bounce of it was heard',
      lesson: 'three',
      at: '2026-11-23T06:00:02Z',
      ses: 'accepted',
    });
    expect(explanation.next[0]).toBe('Monday 30 November at 7:00: lesson “Lesson four”');
  });

  test('it is still on its way, since all mail is halted', () => {
    const halted = { why: 'SES asked', at: '2026-11-22T10:00:00Z' };
    const explanation = told({}, { gate: { halted } });
    expect(third(explanation).state).toBe('waiting');
    expect(explanation.notes).toContain('All mail is halted since 2026-11-22T10:00:00Z: SES asked');
  });

  test('nobody knows: the answer of SES was lost', () => {
    const claim = { id: 'c', delivery: 'lesson:2026-11-23', at: '2026-11-23T06:00:02Z' };
    const explanation = told({ claim });
    expect(third(explanation).state).toBe('in-doubt');
    expect(explanation.notes.join()).toContain('lesson:2026-11-23, claimed at 2026-11-23T06:00:02Z');
  });

  test('she had paused', () => {
    const explanation = told({ pausedUntil: '2026-12-01' });
    expect(explanation.standing).toBe('Paused until 2026-12-01.');
    expect(third(explanation)).toMatchObject({ state: 'excluded', why: 'they had paused' });
  });

  test('she skipped that one', () => {
    expect(third(told({ dayChanges: { '2026-11-23': 'none' } })).why).toBe('they skipped or moved that mail');
  });

  test('she keeps a lesson a month', () => {
    const explanation = told({ weeksBetween: 4 });
    expect(third(explanation).why).toBe('it came too soon after the lesson before');
    expect(explanation.notes).toContain('A lesson every 4 weeks.');
  });

  test('she joined that very day, after the hour', () => {
    const explanation = told({ dueFrom: '2026-11-23T09:00:00Z', sent: {} });
    expect(explanation.slots).toEqual([]);
    expect(explanation.next[0]).toBe('Monday 30 November at 7:00: lesson “Lesson one”');
  });

  test('she had it once more, and both are accounted for', () => {
    const again = { lesson: 'two', at: '2026-11-20T10:00:00Z' };
    const earlier = [{ lesson: 'two', at: '2026-11-16T06:00:02Z' }];
    const sent = { one: '2026-11-09T06:00:02Z', two: '2026-11-23T06:00:02Z' };
    const explanation = told({ again, earlier, sent, lessonSentOn: '2026-11-23' });
    expect(explanation.slots.map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(explanation.lessons.map(({ lesson }) => lesson)).toEqual(['one', 'two', 'two']);
  });

  test('her mailbox bounced', () => {
    const suppression = { reason: 'bounce', at: '2026-11-17T08:00:00Z' } as const;
    const problems = [
      { at: '2026-11-17T08:00:00Z', key: 'k', code: 'bounce-permanent', delivery: 'lesson:2026-11-16' },
    ];
    const explanation = told({ status: 'bounced', suppression }, { problems });
    expect(explanation.standing).toContain('refused our mail at 2026-11-17T08:00:00Z (bounce)');
    expect(third(explanation).why).toBe('they were not subscribed then');
    expect(formatExplanation(explanation)).toContain('bounce-permanent of lesson:2026-11-16');
  });

  const problem = (code: string, detail?: string) => ({
    at: '2026-11-23T06:00:02Z',
    key: 'k',
    code,
    delivery: 'lesson:2026-11-23',
    ...(detail !== undefined && { detail }),
  });

  test.each([
    ['bounce-permanent', 'General', 'bounced', 'then their mailbox refused it for good (General)'],
    ['bounce-transient', 'MailboxFull', 'bounced-for-now', 'then it came back, for now (MailboxFull)'],
    ['complaint', undefined, 'complained', 'then they marked it as spam'],
    ['rejected', 'Bad content', 'rejected', 'then SES itself rejected it (Bad content)'],
  ])('SES took it, and what it said of it later: %s', (code, detail, ses, says) => {
    const explanation = told(withThree, { problems: [problem(code, detail)] });
    expect(third(explanation)).toMatchObject({ state: 'confirmed', ses, why: expect.stringContaining(`02Z; ${says}`) });
    // What is said of this mail is not said of the others.
    expect(explanation.slots.map((slot) => slot.ses)).toEqual(['accepted', 'accepted', ses]);
  });

  test('that no bounce was heard is said only where SES was heard since', () => {
    const silent = told(withThree, { feed: { heardAt: '2026-11-20T00:00:00Z' } });
    expect(silent.slots.map(({ why }) => why.split('; ')[1])).toEqual([
      'no bounce of it was heard',
      'no bounce of it was heard',
      'SES has told nothing since then',
    ]);
    expect(formatExplanation(silent)).toContain('delivery is not.');
  });

  test('it came with the next slot, after an outage', () => {
    const sent = { one: '2026-11-09T06:00:02Z', two: '2026-11-23T06:00:02Z' };
    const states = told({ sent, lessonSentOn: '2026-11-23' }).slots.map(({ state }) => state);
    expect(states).toEqual(['confirmed', 'postponed', 'confirmed']);
  });

  test('she left, or her mailbox refused another mail, before it went out; until then she was subscribed', () => {
    const left = told({ status: 'unsubscribed', unsubscribedAt: '2026-11-23T09:00:00Z' });
    expect(third(left).why).toBe('they left at 2026-11-23T09:00:00Z, before it went out');
    const suppression = { reason: 'bounce', at: '2026-11-24T09:00:00Z' } as const;
    expect(third(told({ status: 'bounced', suppression })).why).toContain('bounced or complained at 2026-11-24');
    const earlier = told({ status: 'unsubscribed', unsubscribedAt: '2026-11-22T09:00:00Z' });
    expect(third(earlier).why).toBe('they were not subscribed then');
  });

  test('she had had every lesson by then; she moved to another address', () => {
    expect(third(told({ status: 'completed' })).why).toBe('they had had every lesson');
    expect(third(told({ status: 'moved' })).why).toBe('they moved to another address: look there');
  });

  test('she ended a pause since: what was before is not judged, and the answer says so', () => {
    const explanation = told({ confirmedAt: '2026-11-05T00:00:00Z', dueFrom: '2026-11-24T10:15:00Z' });
    expect(explanation.slots).toEqual([]);
    expect(explanation.notes.join()).toContain(
      'Slots before 2026-11-24T10:15:00Z are not shown: their day, time, zone or pause',
    );
    expect(explanation.lessons.map(({ lesson }) => lesson)).toEqual(['one', 'two']);
    expect(told({ confirmedAt: upToTwo.dueFrom }).notes.join()).not.toContain('are not shown');
  });

  test('she complained of the confirmation mail and never confirmed', () => {
    const suppression = { reason: 'complaint', at: '2026-11-18T00:00:00Z' } as const;
    const explanation = told({}, { person: aGone({ status: 'complained', suppression }) });
    expect(explanation).toMatchObject({ notes: ['Never confirmed this address.'], slots: [], next: [] });
  });

  test('she left, signed up again, and has not pressed the button yet', () => {
    const signUp = aSignUp({ requestedAt: '2026-11-24T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' });
    const left = { status: 'unsubscribed', unsubscribedAt: '2026-11-12T00:00:00Z' } as const;
    expect(told(left, { signUp }).notes.slice(-2)).toEqual([
      'Signed up again at 2026-11-24T00:00:00Z, and has not confirmed yet.',
      'The confirmation email has not left yet.',
    ]);
    expect(told(left, { signUp: { ...signUp, expiresAt: '2026-11-25T00:00:00Z' } }).notes.join()).not.toContain(
      'again',
    );
  });

  test('her hour was not on the clock that night: it came right after the gap', () => {
    const early = preferences({ lessonDay: 7, sendTime: '02:30' });
    const person = aSubscriber({
      preferences: early,
      dueFrom: '2026-03-20T00:00:00Z',
      sent: { one: '2026-03-29T01:00:03Z' },
    });
    const all = { id: person.id, person, signUp: undefined, problems: [], gate: {}, tableId: 't', feed: {} };
    const { slots } = explain(all, series, Temporal.Instant.from('2026-03-30T12:00:00Z'));
    expect(slots.at(-1)).toMatchObject({ localDate: '2026-03-29', state: 'confirmed' });
  });

  test('the table was restored from a backup, and all mail waits', () => {
    expect(told({}, { gate: { tableId: 'another' } }).notes[0]).toContain('restored from a backup');
  });

  test('she left; she complained; she had everything erased', () => {
    expect(told({ status: 'unsubscribed', unsubscribedAt: '2026-11-18T00:00:00Z' }).standing).toMatch(
      /^Unsubscribed at/,
    );
    const suppression = { reason: 'complaint', at: '2026-11-18T00:00:00Z' } as const;
    expect(told({ status: 'complained', suppression }).standing).toContain('nothing is ever sent again');
    const erased = { id: idOf('ann'), status: 'erased', erasedAt: '2026-11-18T00:00:00Z', sent: {}, version: 2 };
    const explanation = told({}, { person: erased as never });
    expect(explanation).toMatchObject({
      standing: 'Had everything erased at 2026-11-18T00:00:00Z.',
      lessons: [],
      slots: [],
    });
  });

  test('she never confirmed, and when the mail about it left', () => {
    const signUp = aSignUp({ requestedAt: '2026-11-24T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' });
    const pending = told(
      {},
      { person: undefined, signUp: { ...signUp, confirmationMailedAt: '2026-11-24T00:00:02Z' } },
    );
    expect(pending.standing).toBe('Signed up at 2026-11-24T00:00:00Z and has not confirmed yet.');
    expect(pending.notes).toEqual(['The confirmation email left at 2026-11-24T00:00:02Z.']);
    const late = told({}, { person: undefined, signUp: { ...signUp, expiresAt: '2026-11-24T12:00:00Z' } });
    expect(late.standing).toContain('never confirmed');
    expect(told({}, { person: undefined }).standing).toBe('Nothing is stored about this address.');
  });

  test('she changed her day', () => {
    const explanation = told({ preferences: preferences({ lessonDay: 3 }), dueFrom: '2026-11-24T00:00:00Z' });
    expect(explanation.notes[0]).toBe('Lessons Wednesdays at 7:00, Berlin time; reminders: none.');
    expect(explanation.slots.map(({ localDate }) => localDate)).toEqual(['2026-11-25']);
  });
});

test('an answer fits on a screen: what the slots tell is not told twice, and slots that share a reason share a line', () => {
  const left = {
    status: 'unsubscribed',
    unsubscribedAt: '2026-11-10T00:00:00Z',
    sent: { one: upToTwo.sent.one },
  } as const;
  expect(formatExplanation(told({ ...left, lessonSentOn: '2026-11-09' }))).toBe(
    [
      `${idOf('ann')}: Unsubscribed at 2026-11-10T00:00:00Z. Only they can come back.`,
      'Name and address: Ann <ann@example.org>',
      'Series: test-series',
      'Latest lesson: “Lesson one”',
      'Lessons Mondays at 7:00, Berlin time; reminders: none.',
      'Slots before 2026-11-05T00:00:00Z are not shown: their day, time, zone or pause changed then, or they came back; only lessons are kept from before.',
      '',
      'Slots of the last 12 weeks',
      '  2026-11-09  confirmed: “Lesson one”, which SES took at 2026-11-09T06:00:02Z; no bounce of it was heard',
      '  2026-11-16 to 2026-11-23  excluded: they were not subscribed then',
      '  (SES acceptance and bounces are stored; delivery is not.)',
    ].join('\n'),
  );
});

test('who they are comes before how they stand, with where they came from and the note about them', () => {
  const noted = { ...withThree, from: 'clinic-north', note: 'Likes Fridays.' };
  expect(formatExplanation(told(noted)).split('\n').slice(1, 6)).toEqual([
    'Name and address: Ann <ann@example.org>',
    'Series: test-series',
    'Latest lesson: “Lesson three”',
    'Came by: clinic-north',
    'Note, which they can read on the page with their own data: Likes Fridays.',
  ]);
  expect(told(noted).person).toMatchObject({ address: 'ann@example.org', status: 'active', note: 'Likes Fridays.' });
});
