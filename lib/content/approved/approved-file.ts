import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { jsonIn } from '../../json-in.ts';
import { OperatorError } from '../../operator/operator-error.ts';
import { blockKinds } from '../../templates/reviews/blocks.ts';
import type { ReviewText } from '../../templates/reviews/review-text.ts';

/** What somebody approved of an email: all its words, so that it can be said later what is different. */
const ApprovedEmail = z.strictObject({
  by: z.string().trim().min(1).max(60),
  on: z.iso.date(),
  /** Version of Weekwise that it was an email of. */
  weekwise: z.string(),
  parts: z.record(z.string(), z.array(z.tuple([z.enum(blockKinds), z.string()]))),
});
export type ApprovedEmail = z.output<typeof ApprovedEmail>;

/** Approved emails of a series in one language, by their ids. */
export interface Approved {
  series: string;
  language: string;
  emails: Map<string, ApprovedEmail>;
}

/** In the project's folder, beside `templates/`: a series of Weekwise's own has no folder there. */
export const approvedFolder = 'approved';

/** `approved/tea-breaks.en.json` */
export function approvedFile(series: string, language: string): string {
  return `${approvedFolder}/${series}.${language}.json`;
}

/** Everything that is approved in a project. @throws OperatorError where a file cannot be read as one */
export async function readApproved(projectRoot: string): Promise<Approved[]> {
  const names = await readdir(join(projectRoot, approvedFolder)).catch(() => []);
  const files = names.flatMap((name) => {
    const [, series, language] = /^([a-z0-9-]+)\.([A-Za-z0-9-]+)\.json$/.exec(name) ?? [];
    return series === undefined || language === undefined ? [] : [{ series, language }];
  });
  return Promise.all(
    files.map(async ({ series, language }) => {
      const file = approvedFile(series, language);
      const emails = ApprovedFile.safeParse(jsonIn(await readFile(join(projectRoot, file), 'utf8'))).data;
      if (emails === undefined)
        throw new OperatorError(
          `${file} cannot be read: take it from git again, or update Weekwise where a later version wrote it.`,
          { code: 'file' },
        );
      return { series, language, emails: new Map(Object.entries(emails)) };
    }),
  );
}

const ApprovedFile = z.record(z.string(), ApprovedEmail);

/** A block on three lines, as `JSON.stringify` writes it. */
const spreadBlock = new RegExp(
  `\\[\\n\\s+("(?:${blockKinds.join('|')})"),\\n\\s+("(?:[^"\\\\]|\\\\.)*")\\n\\s+\\]`,
  'g',
);

/** Writes approved emails of a series, a paragraph a line: a change of one shows in git as such. */
export async function writeApproved(projectRoot: string, { series, language, emails }: Approved): Promise<string> {
  const file = approvedFile(series, language);
  await mkdir(join(projectRoot, approvedFolder), { recursive: true });
  const json = JSON.stringify(Object.fromEntries(emails), undefined, 2).replaceAll(spreadBlock, '[$1, $2]');
  const draft = join(projectRoot, `${file}.${process.pid}`);
  await writeFile(draft, `${json}\n`);
  await rename(draft, join(projectRoot, file));
  return file;
}

/** The words of an email as they are kept. */
export function keptParts({ parts }: Pick<ReviewText, 'parts'>): ApprovedEmail['parts'] {
  return Object.fromEntries(parts.map(({ name, blocks }) => [name, blocks.map(({ kind, text }) => [kind, text])]));
}

/** The email as it was approved. */
export function asText(id: string, { parts }: Pick<ApprovedEmail, 'parts'>): ReviewText {
  const own = Object.entries(parts).map(([name, blocks]) => ({
    name,
    blocks: blocks.map(([kind, text]) => ({ kind, text })),
  }));
  return { id, title: id, parts: own };
}
