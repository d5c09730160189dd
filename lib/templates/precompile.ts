import Handlebars from 'handlebars';
import { z } from 'zod';
import { compileHtml } from './compile-html.ts';
import { compose, type Slots } from './compose.ts';
import { checkMergeFields } from './merge-fields.ts';
import { plainText } from './plain-text.ts';
import { withOneStop } from './fields-before-stops.ts';
import type { Kind } from './remembered.ts';
import { codeOf } from './code-of.ts';
import { blockKinds, blocksOf } from './reviews/blocks.ts';
import type { ReviewPart } from './reviews/review-text.ts';
import type { Line } from './source-location.ts';
import type { TemplateFolder } from './template-folder.ts';

/** One mail ready to be filled: three Handlebars templates as JavaScript source. */
export interface CompiledMail {
  subject: string;
  html: string;
  text: string;
  /** All that it can say to anybody, with its fields and its conditions as they stand in it. */
  words: ReviewPart[];
}

export interface MailSource {
  /** Path of the layout from `templates/`. */
  layout: string;
  subject: Line;
  content: readonly Line[];
  slots: Slots;
  fields: ReadonlySet<string>;
}

const block = z.object({ kind: z.enum(blockKinds), text: z.string() });
const email: Kind<CompiledMail> = {
  name: 'email',
  code: () => codeOf('lib/templates/precompile.ts'),
  shape: z.object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    words: z.array(z.object({ name: z.string(), blocks: z.array(block) })),
  }),
};

/** Compiles one mail. */
export async function compileMail(source: MailSource, folder: TemplateFolder): Promise<CompiledMail> {
  const { subject, fields } = source;
  const lines = await compose(source.layout, source.content, source.slots, folder);
  const asked = {
    subject: subject.text,
    fields: [...fields].toSorted(),
    mjml: lines.map(({ text }) => text).join('\n'),
  };
  // The places of its lines are for what is wrong; what was remembered had nothing wrong.
  return folder.memory.remembered(email, asked, async () => {
    checkMergeFields([subject], fields);
    checkMergeFields(lines, fields);
    const html = await compileHtml(lines);
    return {
      subject: precompiled(subject.text, { escape: false }),
      html: precompiled(html, { escape: true }),
      text: precompiled(plainText(html), { escape: false }),
      words: wordsOf(subject.text, html),
    };
  });
}

/** A condition around whole paragraphs is none of their words: where it begins or ends, nobody reads anything. */
const conditionAlone = /^(?:\{\{(?:[#/][^}]*|else)\}\}\s*)+$/;

function wordsOf(subject: string, html: string): ReviewPart[] {
  const body = blocksOf(html.slice(html.indexOf('<body')));
  return [
    { name: 'subject', blocks: [{ kind: 'text', text: subject }] },
    { name: 'body', blocks: body.filter(({ text }) => !conditionAlone.test(text)) },
  ];
}

/**
 * Where Handlebars found a field, told again at each of them. Those would be lines of nobody's file, and a tenth of the code of the Lambda
 * that sends the mails.
 */
const position = /\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g;

/** What a runtime older than ours would need in each block: for us dead code, and another tenth. */
const olderRuntime = / \|\| function\(parent, propertyName\) \{[\s\S]*?return undefined\s*\}/g;

/** Strict: a field that is missing when a mail is sent is an error, never an empty place in the mail. */
function precompiled(template: string, { escape }: { escape: boolean }): string {
  // Handlebars' types promise an object; it returns the source of one.
  const source = Handlebars.precompile(withOneStop(Handlebars.parse(template)), {
    strict: true,
    knownHelpers: { beforeStop: true },
    knownHelpersOnly: true,
    noEscape: !escape,
  }) as unknown as string;
  return source.replaceAll(position, 'undefined').replaceAll(olderRuntime, '');
}
