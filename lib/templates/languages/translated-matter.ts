import * as z from 'zod';
import { of, plan, preheader, sentence, subject } from '../front-matter-schema.ts';

/** What a translation says in place of the first language of a series. Only words: whatever is a setting comes from the first language. */

const Reminder = z.strictObject({ subject, preheader, steps: z.array(sentence).min(1).max(5), closing: sentence });

const lessonSchema = (language: string) =>
  z.strictObject({
    of,
    title: sentence,
    subject,
    preheader,
    promise: sentence,
    certainty: sentence,
    snag: sentence,
    short: sentence,
    care: z.array(sentence).min(1),
    more: sentence.exactOptional(),
    plans: z.array(plan(language)).length(3),
    findings: z.array(sentence).exactOptional(),
    reminders: z.array(Reminder).min(1),
  });

const lessonSchemas = new Map<string, ReturnType<typeof lessonSchema>>();

/** A lesson. `findings` are for a series without a file of sources: what each source of the lesson found, in order. */
export function translatedLesson(language: string): ReturnType<typeof lessonSchema> {
  const schema = lessonSchemas.get(language) ?? lessonSchema(language);
  lessonSchemas.set(language, schema);
  return schema;
}
export type TranslatedLesson = z.infer<ReturnType<typeof translatedLesson>>;

export const TranslatedBranch = z.strictObject({
  of,
  title: sentence,
  group: sentence.exactOptional(),
  choice: sentence,
  promise: sentence,
});

/** `series.yaml` of a translation. */
export const TranslatedSeries = z.strictObject({
  of,
  /** Compiled and shown to authors, and to nobody else. What is missing is then as in the first language. */
  draft: z.boolean().default(false),
  /** `pages-and-mails`: lessons and reminders come as they are in the first language. */
  covers: z.enum(['everything', 'pages-and-mails']).default('everything'),
  title: sentence,
  promise: sentence,
  landing: z.strictObject({
    heading: sentence,
    about: sentence,
    suits: z.array(sentence).default([]),
    suitsNot: z.array(sentence).default([]),
    sample: z
      .strictObject({ about: sentence, steps: z.array(sentence).min(1).max(5), limit: sentence, why: sentence })
      .exactOptional(),
  }),
});
export type TranslatedSeries = z.infer<typeof TranslatedSeries>;

/** `sources.yaml` of a translation: what each source found, by its id. */
export const TranslatedSources = z.record(z.string(), sentence);

/** `pictures.yaml` of a translation: by the name of a picture, each text in it, and what it is called here. */
export const TranslatedPictures = z.record(z.string(), z.record(z.string(), sentence));
export type TranslatedPictures = z.infer<typeof TranslatedPictures>;
