import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { inGroupsOf } from '../core/groups.ts';
import type { PersonalData, StoredRecord } from '../core/ports.ts';
import { nextEpoch } from '../core/link-stamp.ts';
import { type Key, personItemKindOf, subscriberKey, subscriberPartition } from '../core/table-keys.ts';
import type { Table } from './dynamo-table.ts';
import { readPartition } from './dynamo-pages.ts';
import { erased } from '../core/transitions.ts';

/** DynamoDB takes so many deletions at once. */
const deletionsMax = 25;

const ofTheTable = new Set(['pk', 'sk', 'dueKey', 'days', 'ttl']);

/** A person's whole partition of the table: complete by construction, whatever is stored there in years to come. */
export function dynamoPersonalData(table: Table): PersonalData {
  return {
    everything: async (id) =>
      (await readPartition(table, subscriberPartition(id))).map((item): StoredRecord => ({
        kind: personItemKindOf(String(item['sk'])) ?? 'other',
        fields: Object.fromEntries(Object.entries(item).filter(([field]) => !ofTheTable.has(field))),
      })),
    erase: async (was, at) => {
      const { id, version, status } = was;
      if (status !== 'erased') {
        const gone = {
          ...erased(was, { status: 'erased', erasedAt: at, epoch: nextEpoch(was) }),
          version: version + 1,
        };
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
  await remove(
    table,
    rest.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  );
  return rest.length > 0;
}

async function remove({ name, documents }: Table, keys: Key[]): Promise<void> {
  for (const group of inGroupsOf(deletionsMax, keys)) {
    let requests = group.map((Key) => ({ DeleteRequest: { Key } }));
    // What DynamoDB had no room for it names, and is asked again.
    while (requests.length > 0) {
      const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
      requests = (UnprocessedItems?.[name] ?? []) as typeof requests;
    }
  }
}
