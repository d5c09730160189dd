import type { Log } from '../kit/ports.ts';
import type { DayCounts } from './counts.ts';

/** SES reviews an account at one complaint per thousand emails. https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const complaintsMax = 0.001;
/** One complaint among few emails proves nothing. */
const complaintsMin = 2;

/**
 * Logs that too many people reported recent emails as unwanted. Counted per lesson, so that reminders between do not hide it.
 *
 * @param days - counts of each series, by day (UTC)
 * @param from - the first day that counts
 */
export function warnOfComplaints(days: readonly Readonly<Record<string, DayCounts>>[], from: string, log: Log): void {
  const recent = days.flatMap((series) => Object.entries(series).filter(([day]) => day >= from));
  const sum = (what: 'complained' | 'lessons') => recent.reduce((total, [, counts]) => total + counts[what], 0);
  const [complained, lessons] = [sum('complained'), sum('lessons')];
  if (complained >= complaintsMin && complained >= complaintsMax * lessons) {
    log.error('complaints.too-many', { complained, lessons });
  }
}
