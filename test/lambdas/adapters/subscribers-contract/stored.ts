import assert from 'node:assert/strict';
import type { Claim } from '../../../../lambdas/core/person/delivery.ts';
import {
  deliveryName,
  isToSignUp,
  mailKinds,
  type AskedKind,
  type WeeklyKind,
} from '../../../../lambdas/core/mail/mail-kinds.ts';
import type { DeliveryRecord } from '../../../../lambdas/core/mail/claims.ts';
import type { Subscribers } from '../../../../lambdas/core/mail/subscribers.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import type { Control } from '../../../../lambdas/core/sending/control.ts';
import { aSubscriber, idOf } from '../../../support/builders.ts';
import { joins } from '../../../support/people.ts';

export const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
export const aClaim = (id: string, delivery = 'lesson:2026-11-02'): Claim => ({
  id: idOf(id),
  delivery,
  at: '2026-11-02T06:00:00Z',
});

/** A store, empty before each test, and what tests do to it. */
export class Stored {
  people!: Subscribers;
  control!: Control;

  async join(changes: Parameters<typeof aSubscriber>[0] = {}): Promise<Person> {
    const person = aSubscriber(changes);
    assert.deepEqual(await joins(this.people, person), person);
    return person;
  }

  /** Claims a mail to Ann. */
  async take(kind: WeeklyKind | AskedKind, claim: Claim) {
    if (isToSignUp(kind)) return this.people.claimSignUp(idOf('ann'), { kind, claim });
    const isWeekly = (one: WeeklyKind | AskedKind): one is WeeklyKind => mailKinds[one].queue === 'send';
    return this.people.claim(idOf('ann'), isWeekly(kind) ? { kind, slot, claim } : { kind, claim });
  }

  /** Claims a mail to Ann and has it delivered; false when it is refused. */
  async sendOnce(kind: WeeklyKind | AskedKind, at: string): Promise<boolean> {
    const claim = { id: idOf(at.replaceAll(/\D/g, '')), delivery: deliveryName({ kind, on: at }), at };
    if (!(await this.take(kind, claim)).claimed) return false;
    const ofSlot = { localDate: slot.localDate, ...(kind === 'lesson' && { lesson: 'one' }) };
    const record: DeliveryRecord = { kind, claimId: claim.id, at, ...(mailKinds[kind].queue === 'send' && ofSlot) };
    return this.people.recordSent(idOf('ann'), record);
  }
}
