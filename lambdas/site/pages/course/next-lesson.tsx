import { nextLessonSlot } from '../../../core/course/course.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { formatPlace, formatSlot } from '../../../core/time/words.ts';
import type { SiteDeps } from '../../kit/deps.ts';

type LessonsDeps = Pick<SiteDeps, 'series' | 'clock'>;

/** When the next lesson comes to someone, on their own clock; undefined when none is planned. */
export function formatNextLesson(person: Person, { series, clock }: LessonsDeps): string | undefined {
  const slot = nextLessonSlot(person, series.of(person), clock.now());
  return slot === undefined ? undefined : `${formatSlot(slot)}, ${formatPlace(slot.zone)}`;
}

/** "Your next lesson comes on …", the answer that people look for first. */
export function NextLesson({ person, deps, first }: { person: Person; deps: LessonsDeps; first?: boolean }) {
  const words = formatNextLesson(person, deps);
  if (words === undefined) {
    return (
      <p class="next">
        {person.stoppedAt === undefined ? 'You have had every lesson, so' : 'You chose to stop here, so'} no new one is
        planned.
      </p>
    );
  }
  return (
    <p class="next">
      {first === true ? 'Your first lesson comes on' : 'Your next lesson comes on'} <strong>{words}</strong>.
    </p>
  );
}
