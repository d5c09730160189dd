import * as z from 'zod';

/** What authors may say in front matter. Unknown keys are refused: a key with a typing error would otherwise be ignored in silence. */

export const sentence = z.string().trim().min(1);
const kebab = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be small letters and digits with hyphens between them, such as "slow-breathing"',
  );

/** The name of a branch's folder. */
export const branchId = kebab;

/** The name of a series' folder. */
export const seriesId = kebab;

/** The source of a translation: the first 8 digits of its SHA-256. */
export const of = z
  .string()
  .regex(/^[0-9a-f]{8}$/, 'must be the 8 digits of its source, in quotation marks')
  .exactOptional();

/** Phones show about 33 to 48 characters of a subject. */
export const subject = z.string().min(30, 'must have 30 to 45 characters').max(45, 'must have 30 to 45 characters');

/** The first visible line of the mail: it is what inboxes show beside the subject. */
export const preheader = z.string().min(40, 'must have 40 to 90 characters').max(90, 'must have 40 to 90 characters');

const Source = z.strictObject({
  authors: sentence,
  year: z.int().min(1950).max(2100),
  title: sentence,
  finding: sentence,
  url: z.url({ protocol: /^https$/ }).exactOptional(),
  /** When what we say of it was last changed: a note of authors. */
  changed: z.iso.date().exactOptional(),
});

/** A series' `sources.yaml`: what its lessons cite, by id. */
export const SourcesFile = z.record(kebab, Source);
export type SourcesFile = z.infer<typeof SourcesFile>;

/** A source as a lesson cites it: by its id where the series has a file of sources, otherwise in full. */
function citedFrom(known: SourcesFile | undefined) {
  return z.preprocess((cited, context) => {
    if (known === undefined) return cited;
    if (typeof cited === 'string' && Object.hasOwn(known, cited)) return known[cited];
    const said = typeof cited === 'string' ? `"${cited}" is not in sources.yaml` : 'stands in full';
    context.addIssue(`${said}: describe the source there, and write its id here`);
    return z.NEVER;
  }, Source);
}

const Reminder = z.strictObject({
  subject,
  preheader,
  steps: z.array(sentence).min(1).max(5),
  closing: sentence,
  /** It speaks of this evening, and is no good in the morning. */
  evening: z.literal(true).exactOptional(),
});
export type Reminder = z.infer<typeof Reminder>;

/** Measures of reading, lists of words and the form of plans are known of English alone. */
export function isEnglish(language: string): boolean {
  return /^en\b/.test(language);
}

/** A way to tie the practice to something that happens anyway. In English its form is known; any language has a comma between the two parts. */
export function plan(language: string) {
  return isEnglish(language)
    ? z.string().regex(/^When .*, I will .*\.$/, 'must read "When …, I will …."')
    : z
        .string()
        .regex(/^\S.*, \S.*\.$/, 'must be a sentence of two parts with a comma between them: when, and what then');
}

const common = {
  id: kebab,
  title: sentence,
  subject,
  preheader,
  /** What this lesson gives, in one sentence: the lesson before it announces it with these words. */
  promise: sentence,
  minutes: z.int().min(2).max(10),
  /** Weeks from the lesson before to this one: more than one gives people time to settle into something. */
  wait: z.int().min(1).max(8).default(1),
  certainty: sentence,
  /** What often gets in the way, as people say it, and what to do about it. Stands on the lesson's page. */
  snag: sentence,
  /** What to do in two minutes on a bad day. Opens the lesson for who could not practise, and is all of it for who has gone silent. */
  short: sentence,
  /** Who should take care, and what to do instead. The mail says the first; the others stand on the lesson's page. */
  care: z.array(sentence).min(1),
  /** Its practice is done once: people are asked whether they tried it, not on how many days they practised. */
  once: z.literal(true).exactOptional(),
  /** What "more" means in this lesson, for who practised on most days: one sentence. Without, nothing more is asked of them. */
  more: sentence.exactOptional(),
  /** From before there were signatures: ignored, and `series check` says so. Who has reviewed a lesson stands in `reviews.yaml`. */
  reviewed: z.unknown().optional(),
  /** Minutes to choose from on the page of the practice, the usual length first, and whether there is a disc to breathe along with. */
  timer: z
    .strictObject({ minutes: z.array(z.int().min(1).max(20)).min(1).max(4), breathing: z.boolean().default(false) })
    .exactOptional(),
  /** Diagrams that show how its movements are done: they stand beside the steps on the page of the practice. */
  moves: z.array(kebab).max(6).exactOptional(),
  /** The steps are questions: a page shows them as a sheet to fill in. */
  sheet: z.boolean().default(false),
  reminders: z
    .array(Reminder)
    .min(1)
    .refine(
      (all) => all.some(({ evening }) => !evening),
      'needs one that is not for the evening: not everybody is reminded then',
    ),
};

const lessonSchema = (known: SourcesFile | undefined, language: string) =>
  z.strictObject({
    ...common,
    /** Ways to tie the practice to something that happens anyway: the mail offers them, and reminders quote the one that a person keeps. */
    plans: z.array(plan(language)).length(3),
    sources: z.array(citedFrom(known)).min(1),
  });

const withoutSources: SourcesFile = {};
const lessonSchemas = new WeakMap<SourcesFile, Map<string, ReturnType<typeof lessonSchema>>>();

/**
 * What a lesson says of itself. It is made once for the same sources and language: a schema costs more than what it checks.
 *
 * @param known - the sources of its series, if that keeps a file of them
 */
export function lessonFrontMatter(known: SourcesFile | undefined, language: string): ReturnType<typeof lessonSchema> {
  const own = lessonSchemas.get(known ?? withoutSources) ?? new Map<string, ReturnType<typeof lessonSchema>>();
  lessonSchemas.set(known ?? withoutSources, own);
  const schema = own.get(language) ?? lessonSchema(known, language);
  own.set(language, schema);
  return schema;
}
export type LessonFrontMatter = z.infer<ReturnType<typeof lessonFrontMatter>>;

export const BranchFrontMatter = z.strictObject({
  title: sentence,
  /** The heading under which the form lists it, such as "How I feel". Without one it stands by itself. */
  group: sentence.exactOptional(),
  choice: sentence,
  promise: sentence,
  onDemand: z.boolean().default(false),
  offerAfter: z.array(kebab),
});
export type BranchFrontMatter = z.infer<typeof BranchFrontMatter>;

export const AccountFrontMatter = z.strictObject({ of, subject, preheader, title: sentence });
export type AccountFrontMatter = z.infer<typeof AccountFrontMatter>;

/** Part of a lesson of the course, to try at once on the landing page. */
const Sample = z.strictObject({
  lesson: kebab,
  about: sentence,
  steps: z.array(sentence).min(1).max(5),
  limit: sentence,
  why: sentence,
});

/** What a landing page says of a series. The signs for getting help, and that it is no treatment, stand there in any case. */
const Landing = z.strictObject({
  heading: sentence.default('One small practice a week'),
  about: sentence.default(
    'Each email teaches one thing that research supports, says how sure that research is, and ends in one practice to try.',
  ),
  suits: z.array(sentence).default([]),
  suitsNot: z.array(sentence).default([]),
  sample: Sample.exactOptional(),
});

export const SeriesFrontMatter = z.strictObject({
  title: sentence,
  promise: sentence,
  landing: Landing.prefault({}),
  /** Ids of lessons that may come again, one a month, after the course. */
  monthly: z.array(kebab).default([]),
  /** Ids of lessons that look back: their emails show then and now. */
  lookBack: z.array(kebab).default([]),
  /** Id of the lesson after which somebody may stop, with a finish. */
  halfway: kebab.exactOptional(),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a BCP 47 tag, such as "en" or "en-GB"'),
});
export type SeriesFrontMatter = z.infer<typeof SeriesFrontMatter>;
