import { formatName, type PersonLine } from '../person-line.ts';
import type { ExplainedSlot } from './explain-slot.ts';
import { weeksBack, type Explanation } from './explain.ts';

/** The explanation as lines for people. */
export function formatExplanation(explanation: Explanation): string {
  const { subscriber, person, standing, notes, slots, problems, next } = explanation;
  const block = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
  return [
    `${subscriber}: ${standing}`,
    ...(person === undefined ? [] : factsOf(person).map(([name, value]) => `${name}: ${value}`)),
    ...notes,
    ...block(
      'Lessons before',
      lessonsBefore(explanation).map(({ lesson, title, at }) => `${at}  ${lesson}  “${title}”`),
    ),
    ...block(`Slots of the last ${weeksBack} weeks`, slotLines(slots)),
    ...(slots.some(({ ses }) => ses === 'accepted') ? [`  (${acceptedNote})`] : []),
    ...block(
      'Problems',
      problems.map(({ at, what }) => `${at}  ${what}`),
    ),
    ...block('Next', next),
  ].join('\n');
}

/** By what somebody is recognised, for people to read. */
export function factsOf(person: PersonLine): [name: string, value: string][] {
  const { series, lesson, lessonTitle, from, note } = person;
  const facts: [string, string | undefined][] = [
    ['Name and address', formatName(person)],
    ['Series', series],
    ['Latest lesson', lesson && `“${lessonTitle ?? lesson}”`],
    ['Came by', from],
    ['Note, which they can read on the page with their own data', note],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

/** Lessons that no slot tells of. */
export function lessonsBefore({ lessons, slots }: Explanation): Explanation['lessons'] {
  return lessons.filter(({ at }) => !slots.some((slot) => slot.at === at));
}

/** Slots that share their reason stand together: an answer fits on a screen. */
function slotLines(slots: readonly ExplainedSlot[]): string[] {
  const lines: { first: string; last: string; said: string }[] = [];
  for (const { localDate, state, why } of slots) {
    const said = `${state}: ${why}`;
    const before = lines.at(-1);
    if (before?.said === said) before.last = localDate;
    else lines.push({ first: localDate, last: localDate, said });
  }
  return lines.map(({ first, last, said }) => `${first === last ? first : `${first} to ${last}`}  ${said}`);
}

/** SES reports each delivery; recording each would cost one write per email. */
export const acceptedNote = 'SES acceptance and bounces are stored; delivery is not.';
