import type { Notice } from '../../../lambdas/core/course/notice.ts';
import type { NoticeCode } from '../json/codes.ts';

/** How a notice stands, for programs. */
export function noticeCode({ stopped, finished, walk }: Notice): NoticeCode {
  if (stopped !== undefined) return 'stopped';
  if (finished !== undefined) return finished.late ? 'ended-early' : 'sent';
  if (walk.nextAt !== undefined) return 'between-rounds';
  return walk.pass === 0 && walk.after === undefined && walk.sent === 0 ? 'begins' : 'under-way';
}

/** How a notice stands, in words. */
export function stateOf({ stopped, finished, walk }: Notice): string {
  if (stopped !== undefined) return `stopped at ${stopped.at}: ${stopped.why}`;
  if (finished !== undefined) {
    return finished.late
      ? `ended at ${finished.at}, WITH PEOPLE LEFT: its time was up`
      : `sent to everybody by ${finished.at}`;
  }
  if (walk.nextAt !== undefined) return `under way, and goes on at ${walk.nextAt}`;
  return walk.pass === 0 && walk.after === undefined && walk.sent === 0 ? 'begins within a quarter hour' : 'under way';
}
