import { readFile } from 'node:fs/promises';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { newWalk, type Audience, type Notice } from '../../../lambdas/core/course/notice.ts';
import { readNotice, type DraftedNotice } from '../../notices/read-notice.ts';
import { roots } from '../../roots.ts';
import type { ServiceConnection } from '../connection.ts';
import { OperatorError } from '../operator-error.ts';
import { reachOf, type Reach } from './audience.ts';

type Connection = Pick<ServiceConnection, 'table' | 'clock' | 'onPeople'>;

/** Reads the file of a notice. */
export async function draftAt(file: string): Promise<DraftedNotice> {
  return readNotice(await readFile(file, 'utf8'), file, roots.project);
}

/** Whom a draft would reach if it was sent now. */
export async function reachOfDraft(draft: DraftedNotice, audience: Audience, connection: Connection): Promise<Reach> {
  return reachOf({ id: draft.id, at: isoInstant(connection.clock.now()), audience }, connection);
}

/** What has to be said before a notice is sent, in the middle of a sentence. */
export const sureToSend = 'it goes to all of them, and an email that was sent cannot be called back';

/**
 * Sends a notice: from the next quarter hour on it goes out.
 *
 * @param sure - somebody agreed to {@link sureToSend}
 * @returns undefined where nobody did: then nothing is sent
 * @throws OperatorError when the same notice was sent before
 */
export async function sendNotice(
  { id, text }: DraftedNotice,
  audience: Audience,
  { sure }: { sure: boolean },
  { table, clock }: Pick<Connection, 'table' | 'clock'>,
): Promise<Notice | undefined> {
  if (!sure) return undefined;
  const notices = dynamoNotices(table);
  const notice: Notice = { id, subject: text.subject, at: isoInstant(clock.now()), audience, walk: newWalk };
  if (await notices.announce(notice, text)) return notice;
  const before = await notices.find(id);
  throw new OperatorError(
    `This notice was sent before${before === undefined ? '' : `, at ${before.at}`}, and nobody gets it twice: npx weekwise notice show ${id}. ` +
      'If it has to go out once more, change its words.',
  );
}
