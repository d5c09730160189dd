import { formatLongDate } from '../../lambdas/core/time/words.ts';
import type { Slots } from './compose.ts';
import type { Template } from './template.ts';
import { escaped } from './escaped.ts';
import { careHtml, plansHtml, shortHtml, sourcesHtml, stepsHtml, type Around } from './lesson-slots.ts';
import type { LessonFrontMatter } from './front-matter-schema.ts';
import { subscriberFields } from './merge-fields.ts';
import { illustrationSlot } from './pictures.ts';
import type { MailWords } from './words/mail-words.ts';
import type { MailSource } from './precompile.ts';

/** The mail of a lesson. */
export function lessonMail(
  { value, body, placeOf }: Template<LessonFrontMatter>,
  { opening, next }: Around,
  looks: Slots,
  words: MailWords,
): MailSource {
  return {
    layout: 'layouts/lesson.mjml',
    subject: { text: value.subject, place: placeOf(['subject']) },
    content: body,
    slots: {
      ...looks,
      id: value.id,
      illustration: looks[illustrationSlot(value.id)] ?? '',
      subject: escaped(value.subject),
      preheader: escaped(value.preheader),
      title: escaped(value.title),
      strategy: escaped(value.strategy),
      minutes: String(value.minutes),
      plans: plansHtml(value.plans, words),
      short: shortHtml(value.short, words),
      shortVersion: escaped(value.short),
      care: careHtml(value.care),
      opening,
      next,
      certainty: escaped(value.certainty),
      sources: sourcesHtml(value.sources),
      reviewed: formatLongDate(value.reviewed),
    },
    fields: subscriberFields,
  };
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
      strategy: escaped(value.strategy),
      steps: stepsHtml(reminder),
      closing: escaped(reminder.closing),
    },
    fields: subscriberFields,
  }));
}
