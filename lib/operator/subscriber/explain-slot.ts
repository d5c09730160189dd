import { Temporal } from 'temporal-polyfill';
import type { AuditLine } from '../../../lambdas/core/counting/audit.ts';
import { localDateAt } from '../../../lambdas/core/time/calendar.ts';
import type { ExclusionReason } from '../../../lambdas/core/course/course.ts';
import type { EventFeedState } from '../../../lambdas/core/sending/in-doubt.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import type { Problem } from '../../../lambdas/core/person/records.ts';

export interface ExplainedSlot {
  localDate: string;
  state: AuditLine['state'];
  /** Why it brought none, where there is a reason of its own. */
  code?: ExclusionReason;
  why: string;
  /** Its lesson, when SES took it, and what SES said of that mail afterwards; of deliveries nothing is stored. */
  lesson?: string;
  at?: string;
  ses?: 'accepted' | 'bounced' | 'bounced-for-now' | 'complained' | 'rejected';
}

const reasons: Record<ExclusionReason, string> = {
  'not-subscribed': 'they were not subscribed then',
  'series-withdrawn': 'their series is not offered any more: weekwise subscriber change-series',
  paused: 'they had paused',
  moved: 'their day, time or zone has changed since',
  'not-their-day': 'it was not their lesson day',
  'already-sent': 'that slot was served',
  'too-soon': 'it came too soon after the lesson before',
  'one-a-day': 'they had another lesson on that day',
  'too-late': 'it would have come too late, so the next slot owed it',
  'no-lesson-yet': 'they had no lesson yet',
  practised: 'they had practised enough',
  skipped: 'they skipped or moved that mail',
  'left-out': 'they left that lesson out',
};

/** Why a slot brought a lesson, or none. `titles` of lessons by id. */
export function explainSlot(
  line: AuditLine,
  person: Person,
  { problems, feed }: { problems: readonly Problem[]; feed: EventFeedState },
  titles: ReadonlyMap<string, string>,
): ExplainedSlot {
  const { localDate, state } = line;
  if (line.state === 'excluded') return { localDate, state, code: line.why, why: whyOf(line, person) };
  if (line.state !== 'confirmed') return { localDate, state, why: whyOf(line, person) };
  const { ses, says } = sesOf(line, problems, feed);
  const taken = `“${titles.get(line.lesson) ?? line.lesson}”, which SES took at ${line.at}`;
  return { localDate, state, why: `${taken}; ${says}`, lesson: line.lesson, at: line.at, ses };
}

/** What SES said of a lesson after it took it. */
function sesOf(
  { localDate, at }: { localDate: string; at: string },
  problems: readonly Problem[],
  { heardAt = '' }: EventFeedState,
): { ses: NonNullable<ExplainedSlot['ses']>; says: string } {
  const found = (code: string) =>
    problems.find((problem) => problem.delivery === `lesson:${localDate}` && problem.code === code);
  const detail = (problem: Problem) => (problem.detail === undefined ? '' : ` (${problem.detail})`);
  const [refused, cameBack, complained, rejected] = [
    'bounce-permanent',
    'bounce-transient',
    'complaint',
    'rejected',
  ].map(found);
  if (rejected) return { ses: 'rejected', says: `then SES itself rejected it${detail(rejected)}` };
  if (refused) return { ses: 'bounced', says: `then their mailbox refused it for good${detail(refused)}` };
  if (complained) return { ses: 'complained', says: 'then they marked it as spam' };
  if (cameBack) return { ses: 'bounced-for-now', says: `then it came back, for now${detail(cameBack)}` };
  const says = heardAt >= at ? 'no bounce of it was heard' : 'SES has told nothing since then';
  return { ses: 'accepted', says };
}

function whyOf(line: Exclude<AuditLine, { state: 'confirmed' }>, person: Person): string {
  switch (line.state) {
    case 'excluded':
      return line.why === 'not-subscribed' ? whyNotSubscribed(line.localDate, person) : reasons[line.why];
    case 'in-doubt':
      return `nobody knows whether SES took it, since ${line.since}; events settle it, or the next slot does`;
    case 'waiting':
      return `due since ${line.since}, and not too late yet`;
    case 'postponed':
      return 'its own time passed, and the next slot brought the lesson';
    case 'unaccounted':
      return 'owed, and nothing accounts for it: look at the logs for this subscriber';
  }
}

function whyNotSubscribed(
  localDate: string,
  { status, stoppedAt, unsubscribedAt, suppression, preferences }: Person,
): string {
  if (status === 'completed')
    return stoppedAt === undefined ? 'they had had every lesson' : 'they had stopped half way';
  if (status === 'moved') return 'they moved to another address: look there';
  const left = suppression?.at ?? unsubscribedAt;
  const leftOn = left && localDateAt(Temporal.Instant.from(left), preferences.zone);
  if (leftOn === undefined || leftOn < localDate) return reasons['not-subscribed'];
  const did = suppression === undefined ? 'left' : 'bounced or complained';
  return `they ${did} at ${left}, before it went out`;
}
