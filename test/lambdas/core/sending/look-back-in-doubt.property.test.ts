import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { changeSeries, changeZone, chooseBranch } from '../../../../lambdas/core/actions/changing.ts';
import { repeatLesson, skipLesson, unskipLesson } from '../../../../lambdas/core/actions/course-changes.ts';
import { confirmSignUp } from '../../../../lambdas/core/actions/sign-up.ts';
import { goOn } from '../../../../lambdas/core/actions/stopping.ts';
import { leave, undoUnsubscribe } from '../../../../lambdas/core/actions/unsubscribing.ts';
import { nextLesson } from '../../../../lambdas/core/course/course.ts';
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
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const claim = { id: idOf('c1'), delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:00Z' };
const branches = [
  {
    id: 'desk',
    title: 'Desk',
    choice: 'I sit.',
    promise: 'x',
    onDemand: false,
    offerAfter: [],
    lessons: aSeries(['desk-one']).lessons,
  },
];
const series = { ...aSeries(['one', 'two']), branches };
const other = { ...aSeries(['four']), id: 'another' };
const sent = { one: '2026-10-19T05:00:00Z', two: '2026-10-26T05:00:00Z' };
const ends = {
  'had every lesson': aSubscriber({ sent }),
  'stopped half way': aSubscriber({ sent: { one: sent.one }, stoppedAt: '2026-10-27T06:00:00Z' }),
  'skipped the last': aSubscriber({ sent: { one: sent.one }, leftOut: ['two'] }),
};

function world() {
  const subscribers = memorySubscribers();
  const diary = memoryDiary();
  const clock = { at: Temporal.Instant.from(claim.at), now: () => clock.at };
  const deps = {
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
  return deps;
}
type World = ReturnType<typeof world>;

const acts: Record<string, (w: World) => Promise<unknown>> = {
  goOn: (w) => goOn(ann, w),
  again: (w) => repeatLesson(ann, 'one', w),
  skip: (w) => skipLesson(ann, 'two', w),
  unskip: (w) => unskipLesson(ann, 'two', w),
  branch: async (w) => {
    const healthConsent = { at: claim.at, textVersion: 'v', source: 's' };
    await w.subscribers.change(w.subscribers.person(ann), { healthConsent });
    return chooseBranch(ann, 'desk', w);
  },
  over: (w) => changeSeries(ann, other, w),
  back: (w) => changeSeries(ann, series, w),
  zone: (w) => changeZone(ann, 'Europe/Paris', w),
  leave: (w) => leave(ann, { farewell: false }, w),
  return: (w) => undoUnsubscribe(ann, w),
  signUp: async (w) => {
    await w.subscribers.recordSignUp(aSignUp({ series: series.id, expiresAt: '2027-01-01T00:00:00Z' }));
    return confirmSignUp(ann, w);
  },
};

test('a look back in doubt ends the course of people who are still at its end, and of nobody who went on meanwhile; its slot is served either way', async () => {
  const anything = fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(ends)),
      anything,
      fc.boolean(),
      async (person, pressed, inTime) => {
        const w = world();
        w.subscribers.profiles.set(ann, structuredClone(person));
        const { claimed } = await w.subscribers.claim(ann, { kind: 'lesson', slot, claim });
        expect(claimed).toBe(true);
        w.clock.at = w.clock.at.add({ seconds: inTime ? 0 : 3600 });
        for (const one of pressed) await acts[one]!(w);
        const before = structuredClone(w.subscribers.person(ann));
        const isAtEnd = before.status === 'active' && nextLesson(w.series.of(before), before) === undefined;
        const at = '2026-11-02T06:00:01Z';
        const record = {
          kind: 'completion',
          claimId: claim.id,
          localDate: slot.localDate,
          series: series.id,
          at,
        } as const;
        expect(await w.subscribers.recordSent(ann, record)).toBe(true);
        const after = w.subscribers.person(ann);
        expect(after.claim).toBeUndefined();
        expect(after.lessonSentOn).toBe(slot.localDate);
        // Nobody loses a lesson by it; and of those who asked for nothing since, nobody gets a second look back.
        const asked = pressed.some((one) => one !== 'zone' && one !== 'skip');
        const ended = asked ? ['active', 'completed'] : ['completed'];
        expect(isAtEnd ? ended : [before.status]).toContain(after.status);
      },
    ),
    { numRuns: 150 },
  );
});
