import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { fields } from '../../../lambdas/core/person/fields.ts';
import { recordFields } from '../../../lambdas/core/person/records.ts';
import { sentences } from '../../../lambdas/site/pages/own-data/sentences.ts';
import { personItemKinds, personItems, type PersonItemKind } from '../../../lambdas/core/kit/table-keys.ts';
import { anyOf } from '../../support/any-of-schema.ts';
import { idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { siteWorld } from '../../support/site-world.ts';

/*
 * Whatever the tables say is stored of a person is on the page with their own data, as a sentence and as it is stored, and in the file to take along.
 */

type Rows = Record<string, { schema: z.ZodType }>;
const tables: Record<PersonItemKind, Rows> = { profile: fields, ...recordFields };

/** What the table adds to items for itself. */
const ofTheTable: Partial<Record<PersonItemKind, object>> = {
  profile: { dueKey: 'the-key', days: 'L1R' },
  'sign-up': { ttl: 1_800_000_000 },
  problem: { ttl: 1_800_000_000 },
};

const anyRecord = (kind: PersonItemKind) =>
  fc.record(Object.fromEntries(Object.entries(tables[kind]).map(([name, { schema }]) => [name, anyOf(schema)])));

let emulators: TestEmulators;
let table: Table;
beforeAll(async () => {
  emulators = await startEmulators();
  table = openTable(emulators.tableName, emulators.clients.dynamo);
});
afterAll(async () => emulators.stop());

let people = 0;

/** A site that reads this record of somebody, and their link. */
async function somebodyWith(kind: PersonItemKind, record: Record<string, unknown>) {
  const id = idOf(`p${(people += 1)}`);
  const w = siteWorld();
  w.deps.personalData = dynamoPersonalData(table);
  const { pk, sk } = personItems[kind];
  const key = { pk: pk.replace('<id>', id), sk: sk.replaceAll(/<[^>]+>/g, 'x') };
  const Item = { ...record, ...ofTheTable[kind], ...key };
  await table.documents.put({ TableName: table.name, Item });
  const path = `/data/${w.tokenOf('fresh', id)}`;
  return {
    page: plain(await (await w.get(path)).text()),
    file: (await (await w.post(`${path}/download`)).json()) as { records: object[] },
  };
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function leavesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([name, one]) => (Array.isArray(value) ? [] : [name]).concat(leavesOf(one)));
}

describe.each(personItemKinds)('own data of kind %s', (kind) => {
  test('has a sentence and the stored value for every field, and every field is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord(kind), async (whole) => {
        // A change of address is somebody else's: the next test.
        const { movesFrom: _, ...record } = whole as Record<string, unknown>;
        const { page, file } = await somebodyWith(kind, record);
        expect(file.records).toEqual([{ kind, fields: record }]);
        // The table keeps no order within a value.
        const [{ fields: stored }] = file.records as [{ fields: object }];
        for (const [name, value] of Object.entries(stored)) {
          expect(page).toContain(sentences[kind][name]!(value as never, stored));
          expect(page).toContain(`\n${name}\n`);
          for (const leaf of leavesOf(value)) expect(page).toContain(leaf);
        }
      }),
      { numRuns: 5 },
    );
  });
});

test('a change of address shows nothing of the person who moves, should the new address be mistyped', async () => {
  const ofThem = [
    'firstName',
    'preferences',
    'weeksBetween',
    'series',
    'from',
    'movesFrom',
    'movesFromEpoch',
    'branch',
    'healthConsent',
  ];
  await fc.assert(
    fc.asyncProperty(anyRecord('sign-up'), async (record) => {
      const { page, file } = await somebodyWith('sign-up', { ...record, movesFrom: idOf('somebody-else') });
      const [{ fields: shown }] = file.records as [{ fields: Record<string, unknown> }];
      expect(shown).toEqual({
        ...Object.fromEntries(Object.entries(record).filter(([name]) => !ofThem.includes(name))),
        movesFrom: 'not shown',
      });
      expect(page).toContain('It is the change of address of somebody who is subscribed.');
      for (const name of ['firstName', 'preferences', 'branch']) expect(page).not.toContain(`\n${name}\n`);
      expect(page).not.toContain(idOf('somebody-else'));
    }),
    { numRuns: 5 },
  );
});
