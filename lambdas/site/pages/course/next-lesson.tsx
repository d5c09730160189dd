import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { nextLessonSlot } from '../../../core/course/course.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { formatPlace, formatSlot } from '../../kit/spoken.ts';
import type { SiteDeps } from '../../kit/deps.ts';

const says = words.course.next;

type LessonsDeps = Pick<SiteDeps, 'series' | 'clock'>;

/** When the next lesson comes to someone, on their own clock; undefined when none is planned. */
export function formatNextLesson(person: Person, { series, clock }: LessonsDeps): string | undefined {
  const slot = nextLessonSlot(person, series.of(person), clock.now());
  return slot === undefined ? undefined : `${formatSlot(slot)}, ${formatPlace(slot.zone)}`;
}

/** "Your next lesson comes on …", the answer that people look for first. */
export function NextLesson({ person, deps, first }: { person: Person; deps: LessonsDeps; first?: boolean }) {
  const when = formatNextLesson(person, deps);
  if (when === undefined) {
    if (deps.series.of(person).withdrawn) return <p class="next">{says.withdrawn}</p>;
    return <p class="next">{person.stoppedAt === undefined ? says.allHad : says.stopped}</p>;
  }
  const values = { when, b: (words: string) => <strong>{words}</strong> };
  return <p class="next">{first === true ? says.first<Child>(values) : says.lesson<Child>(values)}</p>;
}
