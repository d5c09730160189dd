import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { jsonIn } from '../../json-in.ts';
import { OperatorError } from '../../operator/operator-error.ts';
import { SeriesWords } from '../../operator/json/authoring.ts';
import { packageName } from '../../roots.ts';
import type { SeriesEmails } from './email-words.ts';

const Printed = z.object({ version: z.literal(1), ...SeriesWords.shape });

/**
 * The words of the emails of another project, or of this one in another checkout, by the Weekwise that is installed there: only that one knows how it
 * makes emails.
 *
 * @param folder - of the project, absolute
 * @throws OperatorError where no Weekwise is installed there, or it cannot tell
 */
export async function emailsOfFolder(folder: string): Promise<SeriesEmails[]> {
  const program = [join(folder, 'node_modules', packageName), folder]
    .map((place) => join(place, 'bin', 'weekwise.js'))
    .find((file) => existsSync(file));
  if (program === undefined) {
    throw new OperatorError(`${folder} has no Weekwise installed: run npm ci there first.`, { code: 'not-found' });
  }
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--json', 'series', 'words'], {
    cwd: folder,
    env: { ...process.env, WEEKWISE_PROJECT: folder },
    maxBuffer: 256 * 1024 * 1024,
  }).catch((cause: Error & { stderr?: string }) => {
    throw new OperatorError(`The Weekwise in ${folder} does not say its emails:\n${cause.stderr ?? cause.message}`, {
      cause,
    });
  });
  const printed = Printed.safeParse(jsonIn(stdout));
  if (!printed.success) {
    throw new OperatorError(`The Weekwise in ${folder} says its emails in another form: update this one.`, {
      code: 'other-version',
    });
  }
  return printed.data.series;
}
