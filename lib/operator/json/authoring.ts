import * as z from 'zod';
import { blockKinds } from '../../templates/reviews/blocks.ts';
import { Signature } from '../../templates/reviews/reviews-file.ts';
import { Count, LocalDate, Sentence, Text } from './values.ts';

/* What authors use. */

export const SeriesList = z.object({
  series: z.array(z.object({ id: Text, title: Text, lessons: z.array(Text), branches: z.array(Text) })),
});

const Findings = z.array(z.object({ file: Text, line: Count, message: Sentence }));

export const SeriesCheck = z.object({
  mails: Count,
  findings: Findings.describe('Exit code 1 where there are any.'),
  languages: z
    .array(z.object({ series: Text, tag: Text, draft: z.boolean(), missing: Findings, outdated: Findings }))
    .describe('Other languages of each series, and what is left to do there.'),
});

export const SeriesLanguages = z.object({
  languages: z.array(
    z.object({
      tag: Text,
      draft: z.boolean().describe('Nobody gets the words of the site in it.'),
      missing: Findings.describe('What is not there, or is as in English.'),
      outdated: Findings.describe('What was made of an earlier English.'),
      code: z.array(Sentence).describe('What a programmer has to write.'),
    }),
  ),
});

const WordChanges = z.array(
  z.object({
    series: Text,
    changes: z.array(
      z.object({ id: Text, title: Text, what: z.enum(['new', 'gone', 'changed']), lines: z.array(Sentence) }),
    ),
    signed: z.array(Text).describe('Texts that were signed as they were.'),
  }),
);
export const SeriesDiffWords = z.object({ words: WordChanges });
export const SeriesDiffShape = z.object({
  people: Count,
  unchanged: Count,
  changes: z.array(
    z.object({
      before: z.string().describe('Id of a lesson; empty where the course is over.'),
      after: z.string().describe('Id of a lesson; empty where the course is over.'),
      why: z.enum(['new', 'retired', 'order', 'date', 'longer']),
      people: Count,
    }),
  ),
  words: WordChanges,
});

export const EmailDiff = z.object({
  emails: z
    .array(
      z.object({
        series: Text,
        language: Text,
        unchanged: Count,
        changes: z.array(
          z.object({
            id: Text,
            what: z.enum(['changed', 'gone']),
            words: z.string().describe('Hash of its words now; empty where it is gone.'),
            lines: z.array(Sentence),
            approved: z
              .object({
                by: Text,
                on: LocalDate,
                weekwise: z.string().describe('The version whose email it was.'),
              })
              .optional()
              .describe('With --approved.'),
          }),
        ),
        added: z.array(Text).describe('Emails that were not there; with --approved, those that nobody approved.'),
      }),
    )
    .describe(
      'By series and language. Exit code 1 where anything changed or is gone; with --from also where an email is new.',
    ),
});

export const SeriesApprove = z.object({
  series: z.array(
    z.object({
      series: Text,
      language: Text,
      file: z.string().describe('From the folder of the project.'),
      approved: z.array(Text),
    }),
  ),
});

export const SeriesWords = z.object({
  series: z.array(
    z.object({
      series: Text,
      language: Text,
      emails: z.array(
        z.object({
          id: Text,
          title: Text,
          parts: z.array(z.object({ name: Text, blocks: z.array(z.object({ kind: z.enum(blockKinds), text: Text })) })),
        }),
      ),
    }),
  ),
});

export const SeriesReview = z.object({
  series: z.array(
    z.object({
      series: Text,
      language: z.string().describe('The first one of the series first; each is signed by itself.'),
      texts: z.array(
        z.object({
          id: Text,
          title: Text,
          state: z.enum(['signed', 'changed', 'unsigned']),
          words: z.string().describe('Hash of its words.'),
          signatures: z.array(Signature),
          dueInDays: z.int().optional().describe('Of a signed text; negative when that day is over.'),
        }),
      ),
    }),
  ),
});
export const SeriesReviewSheets = z.object({ folder: Text, sheets: Count });
export const SeriesReviewSign = z.object({ series: Text, language: Text, signed: z.array(Text) });
export const SeriesShare = z.object({ folder: Text, files: Count });
export const SeriesMoveShape = z.object({ people: Count, moved: Count, written: z.boolean() });
export const NewSeries = z.object({ series: Text, files: z.array(Text) });

export const Init = z.object({
  folder: Text,
  series: Text,
  files: z.array(Text).describe('What was written, by its path from there.'),
  kept: z.array(Text).describe('Was there already, and is as it was.'),
});
export const Overrides = z.object({
  overrides: z
    .array(
      z.object({
        path: z.string().describe('From templates/; of a message with its name: words/en/site.yaml#home.'),
        replaces: z.boolean().describe('Whether Weekwise has one in whose place it stands.'),
        comparedWith: z.string().optional().describe('The version of Weekwise whose file it was last compared with.'),
        toDo: Sentence.optional(),
      }),
    )
    .describe('Exit code 1 where anything is to do.'),
});
export const Ejected = z.object({ files: z.array(Text) });
