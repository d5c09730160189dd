import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, isoInstant, weekdayOf } from '../../../lambdas/core/time/calendar.ts';
import { zoneRegions } from '../../../lambdas/site/kit/zones.ts';
import { upcoming } from '../../../lambdas/core/course/upcoming.ts';
import { aSubscriber, idOf, preferences } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const had = { sent: { one: '2026-11-16T06:00:00Z' }, lessonSentOn: '2026-11-16' };

function start(changes: Parameters<typeof aSubscriber>[0] = {}, at?: string) {
  const w = siteWorld();
  if (at !== undefined) w.clock.at = Temporal.Instant.from(at);
  w.keep(aSubscriber({ preferences: preferences({ reminderDays: [2, 4] }), ...had, ...changes }));
  const diary = w.tokenOf('diary', idOf('ann'));
  const page = `/calendar/${w.tokenOf('settings', idOf('ann'))}`;
  const person = () => w.subscribers.person(idOf('ann'));
  return {
    ...w,
    page,
    person,
    practice: `/practice/${diary}/one.ics`,
    /** Makes the private address, as its path. */
    feed: async () => {
      const made = await (await w.post(page)).text();
      return /https:\/\/weekwise\.example(\/feed\/[^"]+\.ics)/.exec(made)![1]!;
    },
  };
}

/** The events of a calendar as an independent library reads them, in order. */
function eventsIn(text: string): { summary: string; at: string }[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar
    .getAllSubcomponents('vevent')
    .flatMap((component) => {
      const event = new ICAL.Event(component);
      const times: ICAL.Time[] = [];
      const iterator = event.iterator();
      for (let time = iterator.next(); time && times.length < 200; time = iterator.next()) times.push(time);
      return times.map((time) => ({
        summary: event.summary,
        at: isoInstant(Temporal.Instant.fromEpochMilliseconds(time.toJSDate().getTime())),
      }));
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

describe('the practice of a lesson as a file', () => {
  it('repeats for four weeks on the days of the reminders, over a clock change as well', async () => {
    const w = start({}, '2027-03-18T12:00:00Z');
    const answer = await w.get(w.practice);
    expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    expect(eventsIn(await answer.text()).map(({ at }) => at)).toEqual([
      '2027-03-23T06:00:00Z',
      '2027-03-25T06:00:00Z',
      '2027-03-30T05:00:00Z',
      '2027-04-01T05:00:00Z',
      '2027-04-06T05:00:00Z',
      '2027-04-08T05:00:00Z',
      '2027-04-13T05:00:00Z',
      '2027-04-15T05:00:00Z',
    ]);
  });

  it('brings the plan along, whatever it says', async () => {
    const text = 'When; it, rains\\ I will\u00a0“breathe”: now.';
    const w = start({ ownPlan: { lesson: 'one', text } });
    const calendar = new ICAL.Component(ICAL.parse(await (await w.get(w.practice)).text()));
    expect(new ICAL.Event(calendar.getFirstSubcomponent('vevent')!).description).toBe(text);
  });

  it('is there for lessons that there are, and for who has one', async () => {
    const w = start();
    expect((await w.get(w.practice.replace('one', 'nonsense'))).status).toBe(404);
    const left = start({ status: 'unsubscribed', unsubscribedAt: '2026-11-20T00:00:00Z' });
    expect(await (await left.get(left.practice)).text()).toContain('You have left');
  });
});

describe('the calendar that follows', () => {
  it('shows exactly the mails that will come, in any zone and over every clock change', async () => {
    const zones = zoneRegions.flatMap((region) => region.zones.map(({ zone }) => zone));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 3 * 365 }),
        fc.constantFrom('00:00', '02:30', '06:45', '12:00', '23:45'),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
        async (zone, day, sendTime, reminderDays) => {
          const at = `${addDays('2026-01-01', day)}T12:00:00Z`;
          const w = start({ preferences: preferences({ zone, sendTime, reminderDays }), feed: 'f'.repeat(22) }, at);
          const path = `/feed/${w.tokenOf('feed', idOf('ann'))}/${'f'.repeat(22)}.ics`;
          const due = upcoming(w.person(), w.deps.series.first, w.clock.at, 99).filter(
            ({ kind }) => kind !== 'completion',
          );
          const events = eventsIn(await (await w.get(path)).text());
          expect(events.map((event) => event.at)).toEqual(due.map(({ slot }) => isoInstant(dueTick(slot))));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('follows a change of preferences, a skipped mail and a pause', async () => {
    const w = start();
    const path = await w.feed();
    const days = async () => eventsIn(await (await w.get(path)).text()).map(({ at }) => weekdayOf(at.slice(0, 10)));
    expect(new Set(await days())).toEqual(new Set([1, 2, 4]));
    await w.post(`/reminders/${w.tokenOf('settings', idOf('ann'))}`, { reminderDays: '3' });
    expect(new Set(await days())).toEqual(new Set([1, 3]));
    w.keep({ ...w.person(), pausedUntil: '2027-06-01' });
    expect(await days()).toEqual([]);
  });

  it('is made by a press, withdrawn by another, and closed to whoever guesses', async () => {
    const w = start();
    expect(await (await w.get(w.page)).text()).not.toContain('/feed/');
    const path = await w.feed();
    expect((await w.get(path)).status).toBe(200);
    expect((await w.get(path.replace(/[^/]+\.ics$/, 'guess.ics'))).status).toBe(404);
    await w.post(w.page, { withdraw: 'yes' });
    expect((await w.get(path)).status).toBe(404);
    const again = await w.feed();
    expect(again).not.toBe(path);
    expect((await w.get(path)).status).toBe(404);
  });
});
