import { nextLessonSlot } from '../../../core/course/course.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { slotInWords, zoneInWords } from '../../../core/time/words.ts';
import type { SiteWorld } from '../../kit/world.ts';

type LessonsWorld = Pick<SiteWorld, 'series' | 'clock'>;

/** When the next lesson comes to someone, on their own clock; undefined when none is planned. */
export function nextLessonInWords(person: Person, { series, clock }: LessonsWorld): string | undefined {
  const slot = nextLessonSlot(person, series.of(person), clock.now());
  return slot === undefined ? undefined : `${slotInWords(slot)}, ${zoneInWords(slot.zone)} time`;
}

/** "Your next lesson comes on …", the answer that people look for first. */
export function NextLesson({ person, world, first }: { person: Person; world: LessonsWorld; first?: boolean }) {
  const words = nextLessonInWords(person, world);
  if (words === undefined) {
    return <p class="next">You have had every lesson, so no new one is planned.</p>;
  }
  return (
    <p class="next">
      {first === true ? 'Your first lesson comes on' : 'Your next lesson comes on'} <strong>{words}</strong>.
    </p>
  );
}
