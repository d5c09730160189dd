import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { explain, explanationInWords, type KnownOf } from '../../../lib/operator/subscriber/explain.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../../support/builders.ts';

/** Wednesday noon. Ann has her lessons on Mondays at 07:00 in Berlin; the last slots were 23, 16 and 9 November. */
const now = Temporal.Instant.from('2026-11-25T11:00:00Z');
const series = libraryOf(aSeries(['one', 'two', 'three', 'four']));
const upToTwo = {
  dueFrom: '2026-11-05T00:00:00Z',
  sent: { one: '2026-11-09T06:00:02Z', two: '2026-11-16T06:00:02Z' },
  lessonSentOn: '2026-11-16',
};
const withThree = { ...upToTwo, sent: { ...upToTwo.sent, three: '2026-11-23T06:00:02Z' }, lessonSentOn: '2026-11-23' };

function told(changes: Parameters<typeof aSubscriber>[0], known: Partial<KnownOf> = {}) {
  const person = aSubscriber({ ...upToTwo, ...changes });
  const all: KnownOf = { id: idOf('ann'), person, signUp: undefined, problems: [], gate: {}, tableId: 't', ...known };
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
      why: '“Lesson three”, which SES took at 2026-11-23T06:00:02Z',
    });
    expect(explanation.next[0]).toBe('Monday 30 November at 07:00: lesson “Lesson four”');
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
    expect(explanation.next[0]).toBe('Monday 30 November at 07:00: lesson “Lesson one”');
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
    expect(explanationInWords(explanation)).toContain('bounce-permanent of lesson:2026-11-16');
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
    expect(pending.notes).toEqual(['The confirmation mail left at 2026-11-24T00:00:02Z.']);
    const late = told({}, { person: undefined, signUp: { ...signUp, expiresAt: '2026-11-24T12:00:00Z' } });
    expect(late.standing).toContain('never confirmed');
    expect(told({}, { person: undefined }).standing).toBe('Nothing is known of this address.');
  });

  test('she changed her day', () => {
    const explanation = told({ preferences: preferences({ lessonDay: 3 }), dueFrom: '2026-11-24T00:00:00Z' });
    expect(explanation.notes[0]).toBe('Lessons Wednesdays at 07:00, Europe/Berlin time; reminders: none.');
    expect(explanation.slots.map(({ localDate }) => localDate)).toEqual(['2026-11-25']);
  });
});

test('no address and no name is in the words', () => {
  const words = explanationInWords(told(withThree));
  expect(words).not.toMatch(/@|Ann\b/);
  expect(words).toContain('Slots of the last 12 weeks');
});
