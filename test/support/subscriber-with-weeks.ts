import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { type Links, links, type TokenLink } from '../../lambdas/core/mail/links.ts';
import { favicon } from '../../lambdas/site/kit/assets/favicon.ts';
import { styleSheet } from '../../lambdas/site/kit/assets/style/style-sheet.ts';
import { aSubscriber, idOf, preferences } from './builders.ts';
import { siteWorld } from './site-world.ts';
import type { Preferences } from '../../lambdas/core/person/preferences.ts';
import type { CheckIn } from '../../lambdas/core/person/records.ts';

const weeks: Omit<CheckIn, 'at'>[] = [
  { week: '2026-10-19', days: '1-2', stress: 7, pain: 6, note: 'Mornings are the worst.' },
  { week: '2026-10-26', days: '0', stress: 8, pain: 6 },
  { week: '2026-11-02', days: '3-4', stress: 6, pain: 6, note: 'Walked twice with Jo.' },
  { week: '2026-11-09', days: '3-4', stress: 5, pain: 4 },
  { week: '2026-11-16', days: '5-7', stress: 5, pain: 4, note: 'Slept better.' },
];
const mondays = ['2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'];

type OwnPage = { [Name in keyof Links]: Links[Name] extends TokenLink ? Name : never }[keyof Links];

/**
 * Somebody who is under way, for pictures. Nobody here is a real person.
 *
 * @param chosen - what they prefer
 */
export function subscriberWithWeeks(chosen: Partial<Preferences> = {}) {
  const w = siteWorld();
  w.deps.series = compiledSeries(['stress-and-back-pain']);
  const sent = Object.fromEntries(
    mondays.map((monday, index) => [w.deps.series.first.lessons[index]!.id, `${monday}T06:00:00Z`]),
  );
  const id = idOf('ann');
  w.keep(
    aSubscriber({
      series: w.deps.series.first.id,
      preferences: preferences({ reminderDays: [3, 6], ...chosen }),
      sent,
      lessonSentOn: mondays.at(-1)!,
    }),
  );
  for (const week of weeks) void w.deps.diary.record(id, { ...week, at: `${week.week}T08:00:00Z` });
  return {
    /** A page of theirs, by a link that opens it. */
    pathOf: (name: OwnPage, lesson = '') => {
      const { path, purpose } = links[name];
      return path.replace(':token', w.tokenOf(purpose, id)).replace(':lesson', lesson);
    },
    /** A page as one document. */
    htmlOf: async (path: string) => {
      const html = await (await w.get(path)).text();
      const icon = `data:image/svg+xml,${encodeURIComponent(favicon)}`;
      return html
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${styleSheet}</style>`)
        .replace(/<img src="[^"]*"/, () => `<img src="${icon}"`);
    },
  };
}
