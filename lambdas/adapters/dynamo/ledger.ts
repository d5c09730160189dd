import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { LedgerEntry, ledgerDays } from '../../core/counting/ledger.ts';
import type { Ledger } from '../../core/counting/ledger.ts';
import { readTable } from './pages.ts';
import { putIf, type Table } from './table.ts';

/** The ledger in a table of its own. */
export function dynamoLedger(table: Table): Ledger {
  const { name, documents } = table;
  return {
    enter: async ({ subscriber, reason, at }) => {
      const ttl = Math.floor(Date.parse(at) / 1000) + ledgerDays * 86_400;
      // Told twice or out of order, the latest time stands.
      await putIf(
        table,
        { subscriber, reason },
        { happenedAt: at, ttl },
        {
          conditions: ['(attribute_not_exists(happenedAt) OR happenedAt < :at)'],
          own: 'not-told',
          values: { ':at': at },
        },
      );
    },
    since: async (from) => {
      const entries: LedgerEntry[] = [];
      const filter = { FilterExpression: 'happenedAt >= :from', ExpressionAttributeValues: { ':from': from } };
      for await (const { happenedAt, ...item } of readTable(table, filter)) {
        entries.push(LedgerEntry.parse({ ...item, at: happenedAt }));
      }
      return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    },
    beganAt: async () => {
      const { Table } = await documents.client.send(new DescribeTableCommand({ TableName: name }));
      return Table!.CreationDateTime!.toISOString();
    },
  };
}
