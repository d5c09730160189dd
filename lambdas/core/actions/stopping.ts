import { mayStop } from '../course/halfway.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import { paceOfCourse, placeOf } from '../person/preferences.ts';
import type { PersonChanges } from '../person/subscriber.ts';
import { firstVisibleTick, isoInstant } from '../time/calendar.ts';
import type { ChangingDeps } from './changing.ts';
import { updateWithRetry } from './update-with-retry.ts';

/**
 * Stops half way: no lesson comes any more, and in place of the next one comes the look back that ends every course. Doing it twice is doing it once.
 *
 * @returns false where they may not, see {@link mayStop}
 */
export async function stopHere(
  id: string,
  deps: Pick<ChangingDeps, 'clock' | 'subscribers' | 'log'> & { series: Pick<SeriesLibrary, 'find'> },
): Promise<boolean> {
  let hasStopped = false;
  const done = await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    hasStopped = person.status === 'active' && person.stoppedAt !== undefined;
    const series = deps.series.find(person.series);
    if (series === undefined || !mayStop(person, series)) return undefined;
    return { stoppedAt: isoInstant(deps.clock.now()) };
  });
  if (done) deps.log.info('subscriber.stopped-half-way', { subscriber: id });
  return done || hasStopped;
}

/**
 * Goes on after {@link stopHere}, whether or not the look back has come: the next lesson slot brings the next lesson.
 *
 * @returns false where they had not stopped
 */
export async function goOn(
  id: string,
  deps: Pick<ChangingDeps, 'clock' | 'subscribers' | 'control' | 'log'>,
): Promise<boolean> {
  const done = await updateWithRetry(id, deps, async (person): Promise<PersonChanges | undefined> => {
    if (person.stoppedAt === undefined) return undefined;
    // A look back that is on its way to them ends nothing any more.
    if (person.status === 'active') return { stoppedAt: undefined, wentOnAt: isoInstant(deps.clock.now()) };
    if (person.status !== 'completed') return undefined;
    // Before they stand in it again, so that no planner can miss them.
    await deps.control.rememberSlot(...placeOf(person.preferences));
    return {
      stoppedAt: undefined,
      completedAt: undefined,
      status: 'active',
      dueFrom: firstVisibleTick(deps.clock.now()),
      weeksBetween: paceOfCourse(person.weeksBetween),
    };
  });
  if (done) deps.log.info('subscriber.went-on', { subscriber: id });
  return done;
}
