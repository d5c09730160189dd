import * as z from 'zod';
import { profileFormat } from '../lambdas/adapters/dynamo/formats.ts';
import { engineVersion, packageName } from './roots.ts';

/** A Weekwise that writes data: its version, and the format of the profiles that it writes. */
export const Writer = z.object({ version: z.string(), format: z.number() });
export type Writer = z.output<typeof Writer>;

/** This one. */
export const thisWriter: Writer = { version: engineVersion, format: profileFormat };

/** Why data of that writer is not to be touched by this one; undefined where it may be. An earlier version of the same format may. */
export function tooNew(writer: Writer | undefined, own: Writer = thisWriter): string | undefined {
  if (writer === undefined || writer.format <= own.format) return undefined;
  return `written by Weekwise ${writer.version} in format ${writer.format}, and this is ${own.version}, which knows formats up to ${own.format}: npm install ${packageName}@${writer.version}`;
}

/** Which Weekwise runs, and which one the command is of, for people. */
export function formatWriter(writer: Writer | undefined, own: Writer = thisWriter): string {
  if (writer === undefined) return `${own.version} here; what runs is from before it said so`;
  const here = writer.version === own.version ? '' : `; ${own.version} here`;
  return `${writer.version}, stored format ${writer.format}${here}`;
}
