import type { ClosedInboxes } from '../../core/sending/closed-inboxes.ts';
import type { MailTurns } from '../../core/sending/mail-turns.ts';
import { closedInboxKey, mailTurnsKey } from '../../core/kit/table-keys.ts';
import { getItem, type Item, type Table, updateItem, writeIf } from './table.ts';

/** Tries against others who write at the same moment; who loses them all has had mail enough. */
const triesMax = 5;
/** Mails that an item remembers: more than any rule looks at. */
const keptMax = 12;

/** Recent mails on DynamoDB. */
export function dynamoMailTurns(table: Table): MailTurns {
  return {
    take: async (whom, mail, may, keptSeconds) => {
      const key = mailTurnsKey(whom);
      const nowSeconds = Math.floor(Date.parse(mail.at) / 1000);
      for (let tries = 0; tries < triesMax; tries += 1) {
        const item = await getItem(table, key);
        // What has run out may be there for days until DynamoDB deletes it.
        const mails = item !== undefined && Number(item['ttl']) > nowSeconds ? mailsIn(item) : [];
        if (mails.some(({ delivery }) => delivery === mail.delivery)) return true;
        if (!may(mails.map(({ at }) => at))) return false;
        const { done } = await writeIf(table, key, {
          own: { by: (stored) => mailsIn(stored).some(({ delivery }) => delivery === mail.delivery) },
          set: { mails: ':mails', '#ttl': ':ttl', version: ':next' },
          conditions: [item === undefined ? 'attribute_not_exists(pk)' : 'version = :seen'],
          names: { '#ttl': 'ttl' },
          values: {
            ':mails': [...mails, mail].slice(-keptMax),
            ':ttl': nowSeconds + keptSeconds,
            ':next': Number(item?.['version'] ?? 0) + 1,
            ...(item !== undefined && { ':seen': item['version'] as number }),
          },
        });
        if (done) return true;
      }
      return false;
    },
    forget: async (whom) => {
      await table.documents.delete({ TableName: table.name, Key: mailTurnsKey(whom) });
    },
  };
}

function mailsIn(item: Item): { delivery: string; at: string }[] {
  return item['mails'] as { delivery: string; at: string }[];
}

/** Closed inboxes on DynamoDB. */
export function dynamoClosedInboxes(table: Table): ClosedInboxes {
  return {
    close: async (inbox, at) => {
      await updateItem(table, closedInboxKey(inbox), {
        set: { '#at': ':at' },
        names: { '#at': 'at' },
        values: { ':at': at },
      });
    },
    reopen: async (inbox) => {
      // A deletion that is tried again finds nothing, so its answer says nothing.
      const wasClosed = (await getItem(table, closedInboxKey(inbox))) !== undefined;
      await table.documents.delete({ TableName: table.name, Key: closedInboxKey(inbox) });
      return wasClosed;
    },
    isClosed: async (inbox) => (await getItem(table, closedInboxKey(inbox))) !== undefined,
  };
}
