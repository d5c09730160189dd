import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { PersonalData, StoredRecord } from '../core/ports.ts';
import { personItemKindOf, subscriberKey, subscriberPartition } from '../core/table-keys.ts';
import { ofOwnerOnly } from '../core/records.ts';
import { deleteItems, type Table } from './dynamo-table.ts';
import { readPartition } from './dynamo-pages.ts';
import { erased } from '../core/transitions.ts';

/** What the table needs of an item beside its keys, and what says nothing more about the person: copies for the index, and when it is deleted. */
const ofTheTable: Record<StoredRecord['kind'], readonly string[]> = {
  profile: ['dueKey', 'days'],
  'sign-up': ['ttl'],
  problem: ['ttl'],
  consent: [],
  'health-consent': [],
  'check-in': [],
  other: [],
};

/** A person's whole partition of the table: complete by construction, whatever is stored there in years to come. */
export function dynamoPersonalData(table: Table): PersonalData {
  return {
    everything: async (id) =>
      (await readPartition(table, subscriberPartition(id))).map((item): StoredRecord => {
        const kind = personItemKindOf(String(item['sk'])) ?? 'other';
        const none = new Set(['pk', 'sk', ...ofTheTable[kind]]);
        const fields = Object.entries(item).filter(([field]) => !none.has(field));
        return { kind, fields: ofOwnerOnly(kind, Object.fromEntries(fields)) };
      }),
    erase: async (was, at) => {
      const { id, version, status } = was;
      if (status !== 'erased') {
        const gone = { ...erased(was, { status: 'erased', erasedAt: at }), version: version + 1 };
        const put = new PutCommand({
          TableName: table.name,
          Item: { ...subscriberKey(id), ...gone },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        });
        const done = await table.documents.send(put).then(
          () => true,
          (error: unknown) => {
            if (error instanceof ConditionalCheckFailedException) return false;
            throw error;
          },
        );
        if (!done) return false;
      }
      await removeAllButProfile(table, id);
      return true;
    },
    forget: (id) => removeAllButProfile(table, id),
  };
}

/** False when there was nothing but a profile. */
async function removeAllButProfile(table: Table, id: string): Promise<boolean> {
  const rest = (await readPartition(table, subscriberPartition(id))).filter(({ sk }) => sk !== subscriberKey(id).sk);
  await deleteItems(table, rest);
  return rest.length > 0;
}
