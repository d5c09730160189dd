import type { Measurements } from './measure.ts';
import { ratios, spreadOf, type Spread } from './spread.ts';

/** What the measurements say, as rows of a table, goals beside figures. */
export interface Figure {
  what: string;
  spread: Spread | undefined;
  /** For figures that do not vary: counts. */
  value?: number;
  unit: string;
  goal?: Goal;
}

interface Goal {
  atMost?: number;
  atLeast?: number;
  /** What limits it and what would be tried next; told when the goal is missed. */
  limit: string;
}

export function isMet({ spread, value, goal }: Figure): boolean | undefined {
  const figure = value ?? spread?.median;
  if (goal === undefined || figure === undefined) return undefined;
  // A goal is as exact as it is told: two decimals.
  const rounded = Math.round(figure * 100) / 100;
  return rounded <= (goal.atMost ?? Infinity) && rounded >= (goal.atLeast ?? -Infinity);
}

export function senderFigures({ handler, floor, floorSend, tutorial }: Measurements['sender']): Figure[] {
  const microseconds = (what: string, values: number[]): Figure => ({
    what,
    spread: spreadOf(values),
    unit: 'µs a mail',
  });
  return [
    microseconds('the `send` handler', handler),
    microseconds('floor: two UpdateItem and one SendRawEmail, ready-made, same SDK, same bytes', floor),
    microseconds('of it the SendRawEmail', floorSend),
    microseconds('tutorial: mjml and MailComposer for each recipient, and SendRawEmail', tutorial),
    {
      what: 'handler over floor',
      spread: ratios(handler, floor),
      unit: '×',
      goal: {
        atMost: 1.15,
        limit: 'See the profile: what is left above the floor is made for one person alone — claim, links, text, MIME.',
      },
    },
    {
      what: 'tutorial over handler',
      spread: ratios(tutorial, handler),
      unit: '×',
      goal: { atLeast: 5, limit: 'The AWS SDK’s own time is in both; it is most of what is left of ours.' },
    },
  ];
}

export function countingFigures({ crowds, idleTick, idleTick400, item }: Measurements['counting']): Figure[] {
  const count = (what: string, value: number, unit: string, goal?: Goal): Figure => ({
    what,
    spread: undefined,
    value,
    unit,
    ...(goal && { goal }),
  });
  const largest = crowds.at(-1)!;
  const grown = item.find(({ writeUnits }) => writeUnits > 1);
  return [
    ...crowds.flatMap(({ crowd, sending }) => {
      const full = crowd === largest.crowd;
      const of = `, ${crowd} lessons a day in a slot`;
      return [
        count(
          `write units a mail${of}`,
          sending.writeUnits,
          'units',
          full
            ? {
                atMost: 2,
                limit:
                  'Claim and confirm are two; the rest is the planner’s mark, one write a tick, shared by the mails of the tick.',
              }
            : undefined,
        ),
        count(
          `read units a mail${of}`,
          sending.readUnits,
          'units',
          full ? { atMost: 0.7, limit: 'The index is read whole for a slot.' } : undefined,
        ),
        count(
          `queue requests a mail${of}`,
          sending.queueRequests,
          'requests',
          full ? { atMost: 0.1, limit: 'Messages are not full.' } : undefined,
        ),
      ];
    }),
    count('events of SES a mail', largest.evidence.events, 'events'),
    count('evidence: read units a mail', largest.evidence.readUnits, 'units'),
    count('evidence: write units a mail', largest.evidence.writeUnits, 'units'),
    count('evidence: queue requests a mail', largest.evidence.queueRequests, 'requests'),
    count('a tick with nobody: write units', idleTick.writeUnits, 'units'),
    count('a tick with nobody: read units', idleTick.readUnits, 'units'),
    count('a tick with 400 zones and nobody due: read units', idleTick400.readUnits, 'units'),
    count('bytes of a person’s item before the first lesson', item[0]!.sizeBytes, 'bytes'),
    count('bytes of it after the last', item.at(-1)!.sizeBytes, 'bytes'),
    ...(grown === undefined ? [] : [count('lessons after which each write costs two units', grown.lessons, 'lessons')]),
  ];
}

export function planningFigures({ slots, idleTickUs, fullTickUs }: Measurements['planning']): Figure[] {
  return [
    ...slots.map(({ people, perSecond }): Figure => ({
      what: `slot of ${people} people`,
      spread: spreadOf(perSecond),
      unit: 'people for a second of CPU',
    })),
    ...slots.map(({ people, pages, messages }): Figure => ({
      what: `requests for a slot of ${people}: pages read and messages put on queues`,
      spread: undefined,
      value: pages + messages,
      unit: 'requests',
    })),
    ...slots.map(({ people, heapBytes }): Figure => ({
      what: `live heap above the start, slot of ${people}`,
      spread: undefined,
      value: heapBytes / 1024,
      unit: 'KB',
    })),
    { what: 'tick with 400 zones, few due', spread: spreadOf(idleTickUs), unit: 'µs of CPU' },
    { what: 'tick with 400 zones, all due', spread: spreadOf(fullTickUs), unit: 'µs of CPU' },
  ];
}

export function drainFigures(drain: Measurements['drain']): Figure[] {
  return drain.map(({ perSecond, mails, seconds }) => ({
    what: `${mails} mails at ${perSecond} a second`,
    spread: undefined,
    value: seconds / (mails / perSecond),
    unit: '× of N/R',
    goal: {
      atMost: 1.05,
      limit:
        'The pace keeps to 98 % of the rate, so 1.02 is the least; above it, the processor of this machine was the limit, not the pace. Next: measure on a machine of its own.',
    },
  }));
}

export function latenessFigures(lateness: Measurements['lateness']): Figure[] {
  return lateness.flatMap(({ people, perSecond, senders, half, most }): Figure[] => {
    const of = `${people} due at once, ${perSecond} a second by ${senders} senders`;
    const figure = (what: string, value: number) => ({ what: `${of}: ${what}`, spread: undefined, value, unit: 's' });
    return [figure('p50', half), figure('p99', most)];
  });
}

export function coldFigures(cold: Measurements['cold']): Figure[] {
  return cold.flatMap(({ name, sizeBytes, gzipBytes, importMs }): Figure[] => [
    {
      what: `\`${name}\`: import`,
      spread: spreadOf(importMs),
      unit: 'ms of CPU',
      goal: { atMost: 200, limit: 'Loading the AWS SDK is most of it.' },
    },
    {
      what: `\`${name}\`: bundle`,
      spread: undefined,
      value: sizeBytes / 1000,
      unit: 'KB',
      goal: { atMost: 1500, limit: 'Compiled mails and the AWS SDK.' },
    },
    { what: `\`${name}\`: bundle, compressed`, spread: undefined, value: gzipBytes / 1000, unit: 'KB' },
  ]);
}

/** Of `send`, before there was more than one language: docs/decisions/0048. */
const sizeBeforeLanguages = 1_344_378;

export function languageFigures({ alone, all, languages }: Measurements['languages']): Figure[] {
  const size = (what: string, bytes: number): Figure => ({ what, spread: undefined, value: bytes / 1000, unit: 'KB' });
  return [
    size('`send` with the first language alone: bundle', alone.sizeBytes),
    {
      what: 'the same over what it was before there were languages',
      spread: undefined,
      value: alone.sizeBytes / sizeBeforeLanguages,
      unit: '×',
      goal: { atMost: 1.05, limit: 'Compiled mails and the AWS SDK.' },
    },
    { what: '`send` with the first language alone: import', spread: spreadOf(alone.importMs), unit: 'ms of CPU' },
    size('`send` with every language: bundle', all.sizeBytes),
    { what: '`send` with every language: import', spread: spreadOf(all.importMs), unit: 'ms of CPU' },
    {
      what: 'import with every language over the first alone',
      spread: ratios(all.importMs, alone.importMs),
      unit: '×',
      goal: { atMost: 1.05, limit: 'The code of a language is read, though not run, before anybody asks for it.' },
    },
    ...languages.flatMap(({ tag, sizeBytes, firstUseMs }): Figure[] => [
      size(`${tag}: in the bundle`, sizeBytes),
      { what: `${tag}: made when somebody is first written to in it`, spread: spreadOf(firstUseMs), unit: 'ms of CPU' },
    ]),
  ];
}

export function siteFigures(site: Measurements['site']): Figure[] {
  return site.flatMap(({ route, latencyMs, perCpuSecond }): Figure[] => [
    { what: `${route}: latency, one at a time`, spread: spreadOf(latencyMs), unit: 'ms' },
    { what: `${route}: requests, ten at once`, spread: spreadOf(perCpuSecond), unit: 'for a second of CPU' },
  ]);
}

export function yearFigures({
  people,
  ticks,
  mails,
  changes,
  cpuSeconds,
  wrong,
  completed,
  left,
}: Measurements['year']): Figure[] {
  const count = (what: string, value: number, unit: string): Figure => ({ what, spread: undefined, value, unit });
  return [
    count('people', people, ''),
    count('ticks', ticks, ''),
    count('mails', mails, ''),
    count('changes of settings, pauses, leavings', changes, ''),
    count('people who got the whole course', completed, ''),
    count('people who left on the way', left, ''),
    count('seconds of CPU', cpuSeconds, 's'),
    count('mails for a second of CPU', mails / cpuSeconds, ''),
    {
      ...count('mails that were wrong: twice, late, out of order, after leaving', wrong.length, 'mails'),
      goal: { atMost: 0, limit: wrong.join('; ') },
    },
  ];
}

/** All figures of a run, by the heading that they stand under. */
export function figuresOf(measured: Partial<Measurements>): [string, Figure[]][] {
  const { sender, counting, planning, drain, lateness, cold, languages, site, year } = measured;
  return [
    ...(sender ? [['Sender: processor time a mail', senderFigures(sender)] as [string, Figure[]]] : []),
    ...(counting
      ? [['Table and queues: what a weekly mail costs', countingFigures(counting)] as [string, Figure[]]]
      : []),
    ...(planning ? [['Planning', planningFigures(planning)] as [string, Figure[]]] : []),
    ...(drain ? [['Drain: time over the least time', drainFigures(drain)] as [string, Figure[]]] : []),
    ...(lateness
      ? [['Lateness in virtual time: due to accepted by SES', latenessFigures(lateness)] as [string, Figure[]]]
      : []),
    ...(cold ? [['Cold start and size', coldFigures(cold)] as [string, Figure[]]] : []),
    ...(languages ? [['Languages', languageFigures(languages)] as [string, Figure[]]] : []),
    ...(site ? [['Site', siteFigures(site)] as [string, Figure[]]] : []),
    ...(year ? [['A year', yearFigures(year)] as [string, Figure[]]] : []),
  ];
}
