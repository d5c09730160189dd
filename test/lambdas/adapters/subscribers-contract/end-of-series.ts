import { expect, test } from '@jest/globals';
import { idOf } from '../../../support/builders.ts';
import { personIn } from '../../../support/people.ts';
import { aClaim, slot, type Stored } from './stored.ts';

/** The end of a series. */
export function endOfSeries(stored: Stored): void {
  test('the end of the series completes an active person and takes them out of the calendar', async () => {
    const person = await stored.join();
    await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    const record = {
      kind: 'completion',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      at: '2026-11-02T06:00:01Z',
    } as const;
    expect(await stored.people.recordSent(person.id, record)).toBe(true);
    expect(await stored.people.find(person.id)).toEqual({
      ...person,
      status: 'completed',
      completedAt: record.at,
      lessonSentOn: slot.localDate,
      version: person.version + 1,
    });
    expect((await stored.people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toEqual([]);
  });

  test('the end of the series does not bring back someone who left meanwhile', async () => {
    const person = await stored.join();
    await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await stored.people.change((await stored.people.find(person.id))!, { status: 'unsubscribed' });
    const record = {
      kind: 'completion',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      at: '2026-11-02T06:00:01Z',
    } as const;
    expect(await stored.people.recordSent(person.id, record)).toBe(true);
    const after = await personIn(stored.people, person.id);
    expect(after).toMatchObject({ status: 'unsubscribed', lessonSentOn: slot.localDate });
    expect(after.claim).toBeUndefined();
  });

  test('the end of one series does not end another, into which the person went meanwhile', async () => {
    const person = await stored.join();
    await stored.people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await stored.people.change((await stored.people.find(person.id))!, { series: 'another' });
    const at = '2026-11-02T06:00:01Z';
    const record = { kind: 'completion', claimId: idOf('c1'), localDate: slot.localDate, at } as const;
    expect(await stored.people.recordSent(person.id, { ...record, series: 'test-series' })).toBe(true);
    const after = await personIn(stored.people, person.id);
    expect(after).toMatchObject({ status: 'active', series: 'another' });
    expect(after.claim).toBeUndefined();
    expect((await stored.people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toHaveLength(1);
  });
}
