import type { ApiKey } from '../../core/kit/api-key.ts';
import type { ApiKeys } from '../../core/kit/api-key.ts';
import { isSecretOf, readApiKeyText } from '../keys/api-key-text.ts';
import { apiKeyKey, apiKeysPartition } from '../../core/kit/table-keys.ts';
import { readPartition } from './pages.ts';
import { getItem, type Table } from './table.ts';

type Stored = ApiKey & { hash: string };

/** Keys of other programs: few, in one partition. A key that was taken back is gone at the next request. */
export function dynamoApiKeys(table: Table): ApiKeys {
  const { name: TableName, documents } = table;
  return {
    verify: async (text) => {
      const shown = readApiKeyText(text);
      const stored = shown && ((await getItem(table, apiKeyKey(shown.id))) as Stored | undefined);
      return stored && isSecretOf(shown.secret, stored.hash) ? toApiKey(stored) : undefined;
    },
    list: async () => ((await readPartition(table, apiKeysPartition)) as Stored[]).map(toApiKey),
    add: async (key, hash) => {
      await documents.put({ TableName, Item: { ...apiKeyKey(key.id), ...key, hash } });
    },
    remove: async (id) => {
      // A deletion that is tried again finds nothing, so its answer says nothing.
      const wasThere = (await getItem(table, apiKeyKey(id))) !== undefined;
      await documents.delete({ TableName, Key: apiKeyKey(id) });
      return wasThere;
    },
  };
}

function toApiKey({ id, name, scopes, createdAt }: Stored): ApiKey {
  return { id, name, scopes, createdAt };
}
