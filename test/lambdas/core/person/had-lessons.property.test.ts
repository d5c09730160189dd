import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { changeSeries, keepMonthly, startAgain } from '../../../../lambdas/core/actions/changing.ts';
import { repeatLesson, skipLesson } from '../../../../lambdas/core/actions/course-changes.ts';
import { confirmSignUp } from '../../../../lambdas/core/actions/sign-up.ts';
import { leave } from '../../../../lambdas/core/actions/unsubscribing.ts';
import { nextLesson } from '../../../../lambdas/core/course/course.ts';
import { hasEverHad } from '../../../../lambdas/core/person/had-lessons.ts';
import { carriedOver } from '../../../../lambdas/core/person/transitions.ts';
import { isPerson } from '../../../../lambdas/core/person/subscriber.ts';
import { isoInstant } from '../../../../lambdas/core/time/calendar.ts';
import { quiet } from '../../../../lib/operator/quiet.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf } from '../../../support/builders.ts';
import { memoryMailTurns } from '../../../support/memory-limits.ts';
import {
  memoryControl,
  memoryDiary,
  memoryPersonalData,
  memorySubscribers,
} from '../../../support/memory-subscribers.ts';

const ann = idOf('ann');
const series = { ...aSeries(['one', 'two', 'three']), monthly: ['one', 'two'] };
const other = { ...aSeries(['two', 'four']), id: 'another' };

function world() {
  const subscribers = memorySubscribers();
  const diary = memoryDiary();
  const clock = { at: Temporal.Instant.from('2026-11-02T06:00:00Z'), now: () => clock.at };
  return {
    clock,
    subscribers,
    diary,
    control: memoryControl(),
    queues: { account: async () => undefined },
    series: libraryOf(series, other),
    personalData: memoryPersonalData(subscribers, diary),
    keyring: { subscriberId: () => ann, stamp: () => '' } as never,
    mailTurns: memoryMailTurns(),
    log: quiet,
  };
}
type World = ReturnType<typeof world>;

/** The next lesson comes, or the look back. */
async function mailed(w: World, had: Set<string>) {
  const person = w.subscribers.profiles.get(ann);
  if (!isPerson(person) || person.status !== 'active') return;
  const lesson = nextLesson(w.series.of(person), person)?.id;
  if (lesson !== undefined) had.add(lesson);
  const at = isoInstant(w.clock.now());
  w.subscribers.profiles.set(
    ann,
    lesson === undefined
      ? { ...person, status: 'completed', completedAt: at }
      : { ...person, sent: { ...person.sent, [lesson]: at } },
  );
}

const acts: Record<string, (w: World) => Promise<unknown>> = {
  startAgain: (w) => startAgain(ann, w),
  keepMonthly: (w) => keepMonthly(ann, series, w),
  again: (w) => repeatLesson(ann, 'one', w),
  skip: (w) => skipLesson(ann, 'two', w),
  over: (w) => changeSeries(ann, other, w),
  back: (w) => changeSeries(ann, series, w),
  leave: (w) => leave(ann, { farewell: false }, w),
  longGone: async (w) => {
    const was = w.subscribers.profiles.get(ann)!;
    if (was.status === 'unsubscribed') await w.personalData.reduce(was);
  },
  signUp: async (w) => {
    await w.subscribers.recordSignUp(aSignUp({ series: series.id, expiresAt: '2036-01-01T00:00:00Z' }));
    return confirmSignUp(ann, w);
  },
  move: async (w) => {
    const was = w.subscribers.profiles.get(ann)!;
    if (isPerson(was) && was.status === 'active') {
      w.subscribers.profiles.set(ann, { ...aSubscriber(), ...JSON.parse(JSON.stringify(carriedOver(was))) });
    }
  },
};

test('somebody who had a lesson once is known to have had it, however often they begin again, leave, come back or move', async () => {
  const anything = fc.array(fc.constantFrom('mail', 'mail', 'mail', ...Object.keys(acts)), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(anything, async (happens) => {
      const w = world();
      w.subscribers.profiles.set(ann, aSubscriber({ series: series.id }));
      const had = new Set<string>();
      for (const one of happens) {
        w.clock.at = w.clock.at.add({ hours: 24 * 7 });
        await (one === 'mail' ? mailed(w, had) : acts[one]!(w));
        const person = w.subscribers.profiles.get(ann)!;
        const known = ['one', 'two', 'three', 'four'].filter((lesson) => hasEverHad(person, lesson));
        expect(known.sort()).toEqual([...had].sort());
      }
    }),
    { numRuns: 150 },
  );
});
