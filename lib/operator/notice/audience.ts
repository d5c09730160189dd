import { everyLesson, lessonOnDemand } from '../../../lambdas/core/course/course.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { deliveryName } from '../../../lambdas/core/mail/mail-kinds.ts';
import {
  afterMoving,
  whyNotFor,
  type Audience,
  type Notice,
  type NotForThem,
} from '../../../lambdas/core/course/notice.ts';
import type { ServiceConnection } from '../connection.ts';
import { OperatorError } from '../operator-error.ts';
import { subscribers } from '../people.ts';
import { seriesNamed } from '../series-named.ts';

/** For whom a notice is, as options of the command line. */
export interface AudienceOptions {
  series?: string;
  had?: string;
  zone?: string;
  imported?: string;
  alsoPaused?: true;
  alsoCompleted?: true;
}

/** @throws OperatorError when the series is not there */
export function audienceOf(options: AudienceOptions, library: SeriesLibrary): Audience {
  const { series, had, zone, imported, alsoPaused, alsoCompleted } = options;
  const among = series === undefined ? library.all : [seriesNamed(series, library)];
  return {
    ...(series !== undefined && { series }),
    ...(had !== undefined && { had }),
    ...(among.some((one) => had !== undefined && lessonOnDemand(one)?.id === had) && { hadOnDemand: true as const }),
    ...(zone !== undefined && { zone }),
    ...(imported !== undefined && { imported }),
    ...(alsoPaused && { paused: true }),
    ...(alsoCompleted && { completed: true }),
  };
}

/**
 * A lesson that was taken out of its series may need a correction most of all, so that it is in none proves nothing.
 *
 * @throws OperatorError when no series has the lesson and it would reach nobody: the id is mistyped
 */
export function refuseUnknownLesson({ had: lesson }: Audience, { had, toCome }: Reach, { all }: SeriesLibrary): void {
  if (lesson === undefined || had + toCome > 0 || all.some((one) => everyLesson(one).some(({ id }) => id === lesson))) {
    return;
  }
  throw new OperatorError(`Nobody whom this would reach had a lesson ${lesson}, and no series has it: check the id.`, {
    code: 'not-found',
  });
}

/** For whom a notice is, as a sentence. */
export function formatAudience(
  { series, had, zone, imported, paused, completed }: Audience,
  library: SeriesLibrary,
): string {
  const lesson = library.all.flatMap(everyLesson).find(({ id }) => id === had);
  const only = [
    series && `in ${library.find(series)?.title ?? series}`,
    had && `who had “${lesson?.title ?? had}”`,
    zone && `in the time zone ${zone}`,
    imported && `whom the import ${imported} brought`,
  ].filter(Boolean);
  const also = [paused && 'are in a pause', completed && 'had every lesson'].filter(Boolean);
  const people = only.length === 0 ? 'Everybody who is active' : `Active people ${only.join(', ')}`;
  return `${people}${also.length === 0 ? '' : `, also those who ${also.join(' or ')}`}.`;
}

/** How many people a notice is for. */
export interface Reach {
  /** Of whom it is known that they had it. */
  had: number;
  toCome: number;
  /** Of those: SES may or may not have it. */
  inDoubt: number;
  /** People who are subscribed and do not get it, by the reason. */
  leftOut: Partial<Record<NotForThem, number>>;
}

/** Counts everybody. */
export async function reachOf(
  notice: Pick<Notice, 'id' | 'at' | 'audience'>,
  connection: Pick<ServiceConnection, 'table' | 'clock' | 'onPeople'>,
): Promise<Reach> {
  const reach: Reach = { had: 0, toCome: 0, inDoubt: 0, leftOut: {} };
  const now = connection.clock.now();
  for await (const person of subscribers(connection)) {
    const why = whyNotFor(afterMoving(person) ?? person, notice, now);
    if (why === 'had-it') reach.had += 1;
    else if (why === undefined) {
      reach.toCome += 1;
      if (person.claim?.delivery === deliveryName({ kind: 'notice', on: notice.id })) reach.inDoubt += 1;
    } else if (why !== 'not-subscribed') reach.leftOut[why] = (reach.leftOut[why] ?? 0) + 1;
  }
  return reach;
}

export function formatLeftOut({ leftOut }: Reach): string {
  const reasons = Object.entries(leftOut).map(([why, count]) => `${why} ${count}`);
  return reasons.length === 0 ? 'Nobody else is subscribed.' : `Not for them: ${reasons.join(', ')}.`;
}
