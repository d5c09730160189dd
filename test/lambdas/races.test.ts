import { describe, expect, test } from '@jest/globals';
import { changeSettings, pauseForWeeks } from '../../lambdas/core/changing.ts';
import { takeIn } from '../../lambdas/core/feedback.ts';
import { leave } from '../../lambdas/core/leaving.ts';
import type { SesEvent } from '../../lambdas/core/ses-event.ts';
import { preferences } from '../support/builders.ts';
import { fate } from '../support/mortal.ts';
import { aTown, at, everyTick } from '../support/town.ts';

/*
 * Goal: whatever a person does, at whatever point of plan → dispatch → claim → send → confirm, holds from the moment it is answered.
 * Method: the same Monday once for every call that the service makes, with the person acting just before that call.
 */

type Town = Awaited<ReturnType<typeof aTown>>;
const monday = '2026-11-02T06:00:00Z';

const complaintAbout = (id: string): SesEvent => ({
  eventType: 'Complaint',
  mail: {
    messageId: 'earlier',
    timestamp: '2026-10-26T06:00:00Z',
    tags: { subscriber: [id], claim: ['x'.repeat(22)], delivery: ['lesson_2026-10-26'], lesson: ['zero'] },
  },
  complaint: { complainedRecipients: [], timestamp: '2026-11-02T05:59:00Z', feedbackId: 'f' },
});

const acts: Record<string, (town: Town, id: string) => Promise<unknown>> = {
  leaves: (town, id) => town.person((world) => leave(id, { farewell: false }, world)),
  pauses: (town, id) => town.person((world) => pauseForWeeks(id, 1, world)),
  'moves to another day': (town, id) =>
    town.person((world) => changeSettings(id, { firstName: '', preferences: preferences({ lessonDay: 4 }) }, world)),
  complains: (town, id) =>
    takeIn(complaintAbout(id), {
      subscribers: town.subscribers,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
    }),
};

async function liveMonday(act: (town: Town, id: string) => Promise<unknown>, call?: number) {
  const run = fate([]);
  const town = await aTown(3, { run });
  const before = run.calls;
  let acceptedBefore: number | undefined;
  let heldBefore = false;
  if (call !== undefined) {
    run.meanwhile.set(before + call, async () => {
      await act(town, town.ids[1]!);
      heldBefore = (await town.subscribers.heldClaim(town.ids[1]!, 'lesson')) !== undefined;
      acceptedBefore = town.accepted.length;
    });
  }
  await town.advanceTo(at('2026-11-02T09:00:00Z'), everyTick(monday, '2026-11-02T09:00:00Z'));
  const later = town.accepted.slice(acceptedBefore ?? 0).filter(({ to }) => to === 'p1@example.org');
  return { town, calls: run.calls - before, later, heldBefore };
}

describe.each(Object.entries(acts))('someone who %s', (_name, act) => {
  test('at any moment of their slot is mailed nothing that was not claimed before, and others get their lesson once', async () => {
    const { calls } = await liveMonday(act);
    for (let call = 1; call <= calls; call += 1) {
      const { town, later, heldBefore } = await liveMonday(act, call);
      // A call already on the line is allowed; nothing is claimed afterwards.
      expect([call, later.length]).toEqual([call, heldBefore ? later.length : 0]);
      expect(later.length).toBeLessThanOrEqual(1);
      const lessons = town.lessons();
      expect([lessons.get('p0@example.org'), lessons.get('p2@example.org')]).toEqual([['one'], ['one']]);
      expect((lessons.get('p1@example.org') ?? []).length).toBeLessThanOrEqual(1);
    }
  });
});
