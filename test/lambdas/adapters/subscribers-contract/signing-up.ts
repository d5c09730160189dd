import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { arrival } from '../../../../lambdas/core/person/transitions.ts';
import { arrivalOf } from '../../../../lambdas/core/actions/sign-up.ts';
import { aSignUp, aSubscriber, idOf } from '../../../support/builders.ts';
import { joins, aConsent, personIn } from '../../../support/people.ts';
import { aClaim, slot, type Stored } from './stored.ts';

/** Signing up, changing and coming back. */
export function signingUp(stored: Stored): void {
  test('a sign-up becomes a subscriber and is gone', async () => {
    await stored.people.recordSignUp(aSignUp());
    expect(await stored.people.findSignUp(idOf('ann'))).toEqual({
      ...aSignUp(),
      firstRequestedAt: aSignUp().requestedAt,
    });
    const person = await stored.join();
    expect(await stored.people.find(idOf('ann'))).toEqual(person);
    expect(await stored.people.findSignUp(idOf('ann'))).toBeUndefined();
  });

  test('a new sign-up replaces what was typed, not what is known of its mails', async () => {
    await stored.people.recordSignUp(aSignUp());
    await stored.people.claimSignUp(idOf('ann'), { kind: 'confirmation', claim: aClaim('c1', 'confirmation:x') });
    await stored.people.recordSent(idOf('ann'), {
      kind: 'confirmation',
      claimId: idOf('c1'),
      at: '2026-11-02T06:00:00Z',
    });
    await stored.people.recordSignUp(aSignUp({ firstName: 'Anna' }));
    expect(await stored.people.findSignUp(idOf('ann'))).toMatchObject({
      firstName: 'Anna',
      confirmationMailedAt: '2026-11-02T06:00:00Z',
    });
  });

  test('where they came from is of the latest sign-up only', async () => {
    await stored.people.recordSignUp(aSignUp({ from: 'clinic-north' }));
    expect(await stored.people.findSignUp(idOf('ann'))).toMatchObject({ from: 'clinic-north' });
    await stored.people.recordSignUp(aSignUp());
    expect(await stored.people.findSignUp(idOf('ann'))).not.toHaveProperty('from');
  });

  test('many are found at once as each is alone, however often they are asked for', async () => {
    const ids = [idOf('ann'), idOf('bob'), ...Array.from({ length: 120 }, (_, index) => idOf(`nobody${index}`))];
    await stored.join();
    await stored.people.recordSignUp(aSignUp());
    await stored.people.recordSignUp({ ...aSignUp(), id: idOf('bob') });
    const found = await stored.people.findAll([...ids, ...ids]);
    expect([...found.keys()].toSorted()).toEqual([idOf('ann'), idOf('bob')].toSorted());
    for (const id of ids.slice(0, 2)) {
      const [subscriber, signUp] = await Promise.all([stored.people.find(id), stored.people.findSignUp(id)]);
      expect(found.get(id)).toEqual({ subscriber, signUp });
    }
  });

  test('two confirmations at once make one subscriber', async () => {
    const person = aSubscriber();
    const both = await Promise.all([person, person].map((one) => joins(stored.people, one)));
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('a confirmation based on an old read is refused: a complaint that came meanwhile stands', async () => {
    await stored.join({ status: 'unsubscribed' });
    await stored.people.recordSignUp(aSignUp());
    const was = await stored.people.find(idOf('ann'));
    await stored.people.suppress(idOf('ann'), 'complained', { reason: 'complaint', at: '2026-11-02T06:00:00Z' });
    const changes = arrival(arrivalOf(aSignUp(), Temporal.Instant.from('2026-11-02T06:00:00Z'), was));
    expect(await stored.people.activate(idOf('ann'), changes, aConsent, was)).toBeUndefined();
    expect(await stored.people.find(idOf('ann'))).toMatchObject({ status: 'complained' });
    expect(await stored.people.findSignUp(idOf('ann'))).toBeDefined();
  });

  test('a change based on an old read is refused', async () => {
    const was = await stored.join();
    expect(await stored.people.change(was, { firstName: 'Anna' })).toBe(true);
    expect(await stored.people.change(was, { firstName: 'Annie' })).toBe(false);
    expect(await stored.people.find(was.id)).toMatchObject({ firstName: 'Anna', version: was.version + 1 });
  });

  test('someone who comes back keeps the lessons they had, and loses the marks of leaving', async () => {
    const was = await stored.join();
    await stored.people.claim(was.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await stored.people.recordSent(was.id, {
      kind: 'lesson',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      lesson: 'one',
      at: '2026-11-02T06:00:01Z',
    });
    const before = await personIn(stored.people, was.id);
    await stored.people.change(before, { status: 'unsubscribed', unsubscribedAt: '2026-11-03T00:00:00Z' });
    const left = await personIn(stored.people, was.id);
    const settled = arrivalOf(aSignUp(), Temporal.Instant.from('2026-11-04T00:00:00Z'), left);
    const back = await stored.people.activate(was.id, arrival(settled), aConsent, left);
    expect(back).toMatchObject({ status: 'active', sent: { one: '2026-11-02T06:00:01Z' }, lessonSentOn: '2026-11-02' });
    expect(back?.unsubscribedAt).toBeUndefined();
    expect(back).toEqual(await stored.people.find(was.id));
  });
}
