import type { LessonReview } from '../../lambdas/core/course/series.ts';
import { datesIn } from '../../lambdas/core/time/words.ts';
import type { Slots } from './compose.ts';
import type { Template } from './template.ts';
import { escaped } from './escaped.ts';
import { careHtml, planSlots, sourcesHtml, stepsHtml } from './lesson-slots.ts';
import type { LessonFrontMatter } from './front-matter-schema.ts';
import { subscriberFields } from './merge-fields.ts';
import { illustrationSlot } from './pictures.ts';
import { reject, type Line } from './source-location.ts';
import type { MailSource } from './precompile.ts';

/** How a lesson comes: in its week, or at once because somebody asked for it. */
export type Coming = 'weekly' | 'on-demand';

const layouts = { weekly: 'layouts/lesson.mjml', 'on-demand': 'layouts/on-demand.mjml' };

/**
 * The mail of a lesson.
 *
 * @param review - who has signed its words as they are; undefined: nobody
 */
export function lessonMail(
  template: Template<LessonFrontMatter>,
  coming: Coming,
  looks: Slots,
  review?: LessonReview,
): MailSource {
  const { value, body, placeOf } = template;
  return {
    layout: layouts[coming],
    subject: { text: value.subject, place: placeOf(['subject']) },
    content: coming === 'weekly' ? practiceFirst(template) : body,
    slots: {
      ...looks,
      ...planSlots(value.plans),
      id: value.id,
      practise: practiseWords(value, looks),
      illustration: illustrationOf(template, looks),
      subject: escaped(value.subject),
      preheader: escaped(value.preheader),
      title: escaped(value.title),
      snag: escaped(value.snag),
      short: escaped(value.short),
      limit: escaped(value.care[0]!),
      care: careHtml(value.care),
      certainty: escaped(value.certainty),
      sources: sourcesHtml(value.sources),
      ...reviewSlots(review, looks),
    },
    fields: subscriberFields,
  };
}

/** Who has reviewed it, or that nobody has. */
function reviewSlots(review: LessonReview | undefined, looks: Slots): Slots {
  if (review === undefined) return { review: looks['say.lesson.unreviewed'] ?? '' };
  const { by, role, on } = review;
  const { language } = looks;
  return {
    review: looks['say.lesson.reviewed'] ?? '',
    reviewer: escaped(by),
    role: escaped(role),
    reviewed: datesIn(typeof language === 'string' ? language : '').formatLongDate(on),
  };
}

/** What the button says that leads to the page of the practice: not every one can be counted. */
function practiseWords({ timer }: LessonFrontMatter, looks: Slots): string | Line {
  return looks[`say.${timer === undefined ? 'lesson.practise' : 'lesson.practiseTimed'}`] ?? '';
}

/** The practice with its button, the caution that everybody reads, what is said because of an answer, the drawing, and then what else the author wrote. */
function practiceFirst({ body, file }: Template<LessonFrontMatter>): Line[] {
  const end = body.findIndex(({ text }) => text.includes('</mj-section>'));
  const practice = body.slice(0, end + 1);
  const column = practice.findIndex(({ text }) => text.includes('</mj-column>'));
  const { place } = body[0] ?? { place: { file, line: 1 } };
  if (column === -1 || !practice.some(({ text }) => text.includes('mj-class="practice"'))) {
    reject(place, 'a lesson begins with its practice: a section with <mj-column mj-class="practice">');
  }
  const added = (...texts: string[]): Line[] => texts.map((text) => ({ text, place }));
  return [
    ...practice.slice(0, column),
    ...added('<mj-include path="partials/practise.mjml" />'),
    ...practice.slice(column),
    ...added(
      '<mj-include path="partials/limit.mjml" />',
      '<mj-include path="partials/coach-below.mjml" />',
      '[[illustration]]',
    ),
    ...body.slice(end + 1),
  ];
}

/** A mail has one drawing. Where the author explains with a diagram, the illustration stands on the lesson's page alone. */
function illustrationOf({ value, body }: Template<LessonFrontMatter>, looks: Slots): string {
  const section = looks[illustrationSlot(value.id)];
  if (typeof section !== 'string') return '';
  const explains = body.some(({ text }) => text.includes('[[diagram.'));
  return explains ? `<mj-raw>{{#if whole}}</mj-raw>${section}<mj-raw>{{/if}}</mj-raw>` : section;
}

/** The reminders of a lesson. They have no body of their own: front matter says it all. */
export function reminderMails({ value, placeOf }: Template<LessonFrontMatter>, looks: Slots): MailSource[] {
  return value.reminders.map((reminder, index) => ({
    layout: 'layouts/reminder.mjml',
    subject: { text: reminder.subject, place: placeOf(['reminders', index, 'subject']) },
    content: [],
    slots: {
      ...looks,
      subject: escaped(reminder.subject),
      preheader: escaped(reminder.preheader),
      title: escaped(reminder.subject),
      practise: practiseWords(value, looks),
      steps: stepsHtml(reminder),
      closing: escaped(reminder.closing),
    },
    fields: subscriberFields,
  }));
}
