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
    const { description } = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
    expect(description).toBe(`${text}\nThe practice takes 5 minutes.`);
  });

  it('is there for lessons that there are and that they did not leave out, and for who has one', async () => {
    const w = start();
    const without = start({ leftOut: ['one'] });
    expect((await without.get(without.practice)).status).toBe(404);
    expect(await (await without.get(without.page)).text()).not.toContain('Only this practice');
    expect((await w.get(w.practice.replace('one', 'nonsense'))).status).toBe(404);
    const left = start({ status: 'unsubscribed', unsubscribedAt: '2026-11-20T00:00:00Z' });
    expect(await (await left.get(left.practice)).text()).toContain('You have left');
  });
});

describe('every calendar', () => {
  /** Lines as they are sent, and as they are meant. */
  const linesOf = (file: string) => {
    expect(file.endsWith('\r\n')).toBe(true);
    const sent = file.slice(0, -2).split('\r\n');
    return { sent, meant: sent.join('\r\n').replaceAll('\r\n ', '').split('\r\n') };
  };
  const anyText = fc.string({
    unit: fc.oneof(fc.constantFrom('\\', ';', ',', '\n', '“', '🧘', ' '), fc.string()),
    maxLength: 80,
  });

  /** A part may follow a part, but no property follows one. */
  const propertiesBehindParts = (lines: readonly string[]) => {
    const inside: { parts: boolean }[] = [];
    return lines.filter((line) => {
      const around = inside.at(-1);
      if (line.startsWith('END:')) inside.pop();
      else if (line.startsWith('BEGIN:')) {
        if (around !== undefined) around.parts = true;
        inside.push({ parts: false });
      } else return around?.parts !== false;
      return false;
    });
  };
  const unescaped = (value: string) => value.replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));

  it('keeps to RFC 5545 whatever it is called and whatever it says: lines, order, texts, and nobody looks busy', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, plan) => {
        const w = start({ feed: 'f'.repeat(22), ownPlan: { lesson: 'one', text: plan } });
        w.deps.sender.name = name;
        const feed = `/feed/${w.tokenOf('feed', idOf('ann'))}/${'f'.repeat(22)}.ics`;
        for (const path of [feed, w.practice]) {
          const file = await (await w.get(path)).text();
          const { sent, meant } = linesOf(file);
          for (const line of sent) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          for (const line of meant) expect(line).toMatch(/^[A-Z-]+(;[A-Z]+=[^:]+)*:[^\p{Cc}]*$/u);
          expect(propertiesBehindParts(meant)).toEqual([]);
          const calendar = new ICAL.Component(ICAL.parse(file));
          const told = (value: string) => value.replaceAll(/(?!\n)\p{Cc}/gu, ' ');
          const named = meant.find((line) => line.startsWith('X-WR-CALNAME:'))!.slice('X-WR-CALNAME:'.length);
          expect(unescaped(named)).toBe(told(name));
          const events = calendar.getAllSubcomponents('vevent');
          expect(events.length).toBeGreaterThan(0);
          for (const event of events) {
            expect(event.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
            expect(event.getFirstPropertyValue('class')).toBe('PRIVATE');
            expect(event.getFirstPropertyValue('url')).toMatch(
              /^https:\/\/weekwise\.example\/lesson\/(one|two|three)$/,
            );
            expect(String(event.getFirstPropertyValue('description'))).toContain('The practice takes 5 minutes.');
          }
          const begins = path === w.practice ? told(plan) : '';
          expect(String(events[0]!.getFirstPropertyValue('description')).startsWith(begins)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells an event again under the same name, with a higher number after a change', async () => {
    const w = start();
    const path = await w.feed();
    const told = async () =>
      new ICAL.Component(ICAL.parse(await (await w.get(path)).text()))
        .getAllSubcomponents('vevent')
        .map(
          (event) =>
            [String(event.getFirstPropertyValue('uid')), Number(event.getFirstPropertyValue('sequence'))] as const,
        );
    const before = await told();
    expect(new Set(before.map(([uid]) => uid)).size).toBe(before.length);
    await w.post(`/reminders/${w.tokenOf('settings', idOf('ann'))}`, { reminderDays: '2', reminderTime: '18:30' });
    for (const [uid, sequence] of await told()) {
      const same = before.find(([earlier]) => earlier === uid);
      expect(sequence).toBeGreaterThan(same![1]);
    }
  });
});

describe('the calendar that follows', () => {
  it('shows exactly the mails that will come, in any zone and over every clock change', async () => {
    const zones = zoneRegions().flatMap((region) => region.zones.map(({ zone }) => zone));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 3 * 365 }),
        fc.constantFrom('00:00', '02:30', '06:45', '12:00', '23:45'),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
        fc.constantFrom('02:30', '07:00', '18:30'),
        async (zone, day, sendTime, reminderDays, reminderTime) => {
          const at = `${addDays('2026-01-01', day)}T12:00:00Z`;
          const w = start(
            { preferences: preferences({ zone, sendTime, reminderDays, reminderTime }), feed: 'f'.repeat(22) },
            at,
          );
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

  it('is made by a press, withdrawn by another, and closed to people who guess', async () => {
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
