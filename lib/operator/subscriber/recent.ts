import type { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { isPerson, statusAt } from '../../../lambdas/core/person/subscriber.ts';
import type { ServiceConnection } from '../connection.ts';
import { everybody, type Somebody } from '../people.ts';
import { formatName } from '../person-line.ts';

/** Something that a person did, or that happened to their email. Emails that went out are none: there are too many. */
export interface Happening {
  at: string;
  subscriber: string;
  /** Name and address; undefined where neither is stored any more. */
  who?: string;
  what: string;
}

export interface Recent {
  /** Latest first. */
  happenings: Happening[];
  /** There are older ones, or people whom nobody looked at. */
  more: boolean;
}

/** Days that are looked back on. */
export const recentDays = 14;
const shownMax = 50;

/** What happened in the last days, of as many people as a list looks at. */
export async function readRecent(
  connection: Pick<ServiceConnection, 'table' | 'onPeople' | 'clock'>,
  lookedAtMax: number,
): Promise<Recent> {
  const now = connection.clock.now();
  const since = isoInstant(now.subtract({ hours: 24 * recentDays }));
  const found: Happening[] = [];
  let lookedAt = 0;
  for await (const one of everybody(connection)) {
    if (lookedAt === lookedAtMax) break;
    lookedAt += 1;
    found.push(...happeningsOf(one, now).filter(({ at }) => at >= since));
  }
  found.sort((a, b) => (a.at < b.at ? 1 : -1));
  return { happenings: found.slice(0, shownMax), more: lookedAt === lookedAtMax || found.length > shownMax };
}

/** Everything that is stored of when somebody did something. What they answer is not among it. */
export function happeningsOf(one: Somebody, now: Temporal.Instant): Happening[] {
  if ('signUp' in one) {
    const { id, requestedAt, expiresAt } = one.signUp;
    const what = expiresAt <= isoInstant(now) ? 'Signed up, and never confirmed' : 'Signed up, and has yet to confirm';
    return [{ at: requestedAt, subscriber: id, who: formatName(one.signUp), what }];
  }
  const { subscriber } = one;
  const { id, unsubscribedAt, suppression, erasedAt } = subscriber;
  const person = isPerson(subscriber) ? subscriber : undefined;
  const { confirmedAt, importedBy, pausedAt, pausedUntil, stoppedAt } = person ?? {};
  const isPaused = statusAt(subscriber, now) === 'paused';
  const said: [at: string | undefined, what: string][] = [
    [confirmedAt, importedBy === undefined ? 'Confirmed' : `Came by the import ${importedBy}`],
    [isPaused ? pausedAt : undefined, `Took a break until ${pausedUntil ?? ''}`],
    [stoppedAt, 'Stopped half way'],
    [unsubscribedAt, 'Unsubscribed'],
    [
      suppression?.at,
      suppression?.reason === 'complaint' ? 'Marked an email as spam' : 'Their mailbox refused our email',
    ],
    [erasedAt, 'Had everything erased'],
  ];
  const about = { subscriber: id, ...(person !== undefined && { who: formatName(person) }) };
  return said.flatMap(([at, what]) => (at === undefined ? [] : [{ at, ...about, what }]));
}
