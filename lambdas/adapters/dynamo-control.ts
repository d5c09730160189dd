import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Gate } from '../core/gate.ts';
import type { Control } from '../core/ports.ts';
import { gateKey, plannerKey, roadKey, zonesKey } from './dynamo-keys.ts';
import { getItem, updateItem, type Table } from './dynamo-table.ts';

/** The items that belong to nobody, on DynamoDB. */
export function dynamoControl(table: Table): Control {
  const remembered = new Set<string>();
  let identity: Promise<string> | undefined;
  const zones = async () =>
    [...(((await getItem(table, zonesKey))?.['zones'] as Set<string> | undefined) ?? [])].sort();
  return {
    plannedThrough: async () => (await getItem(table, plannerKey))?.['plannedThrough'] as string | undefined,
    advance: async (from, to) => {
      const { done } = await updateItem(table, plannerKey, {
        set: { plannedThrough: ':to' },
        conditions: [from === undefined ? 'attribute_not_exists(plannedThrough)' : 'plannedThrough = :from'],
        values: { ':to': to, ...(from !== undefined && { ':from': from }) },
      });
      return done;
    },
    zones,
    rememberZone: async (zone) => {
      if (remembered.has(zone)) return;
      // A zone is never forgotten, so a read that shows it is enough; adding it again would cost a write of the whole set.
      for (const known of await zones()) remembered.add(known);
      if (remembered.has(zone)) return;
      await updateItem(table, zonesKey, { add: { zones: ':zones' }, values: { ':zones': new Set([zone]) } });
      remembered.add(zone);
    },
    eventRoad: async () => {
      const item = await getItem(table, roadKey);
      const { openThrough, probedAt } = (item ?? {}) as { openThrough?: string; probedAt?: string };
      return { ...(openThrough !== undefined && { openThrough }), ...(probedAt !== undefined && { probedAt }) };
    },
    openRoadThrough: async (instant) => {
      await updateItem(table, roadKey, {
        set: { openThrough: ':instant' },
        conditions: ['(attribute_not_exists(openThrough) OR openThrough < :instant)'],
        values: { ':instant': instant },
      });
    },
    startProbe: async (now, notSince) => {
      const { done } = await updateItem(table, roadKey, {
        set: { probedAt: ':now' },
        conditions: ['(attribute_not_exists(probedAt) OR probedAt <= :notSince)'],
        values: { ':now': now, ':notSince': notSince },
      });
      return done;
    },
    gate: async () => {
      const { pk: _pk, sk: _sk, ...gate } = (await getItem(table, gateKey)) ?? {};
      return gate as Gate;
    },
    tableId: async () => {
      // It never changes while a process lives.
      identity ??= table.documents
        .send(new DescribeTableCommand({ TableName: table.name }))
        .then(({ Table }) => Table?.TableId ?? '');
      return identity.catch((error: unknown) => {
        identity = undefined;
        throw error;
      });
    },
    rememberTable: async (tableId, instead) => {
      await updateItem(table, gateKey, {
        set: { tableId: ':tableId' },
        conditions: [instead === undefined ? 'attribute_not_exists(tableId)' : 'tableId = :instead'],
        values: { ':tableId': tableId, ...(instead !== undefined && { ':instead': instead }) },
      });
    },
    halt: async (halted) => {
      await updateItem(table, gateKey, { set: { halted: ':halted' }, values: { ':halted': halted } });
    },
    goOn: async () => {
      await updateItem(table, gateKey, { remove: ['halted'] });
    },
    breakCircuit: async (circuit) => {
      const { done } = await updateItem(table, gateKey, {
        set: { circuit: ':circuit' },
        conditions: ['attribute_not_exists(circuit)'],
        values: { ':circuit': circuit },
      });
      if (done) return;
      await updateItem(table, gateKey, {
        set: { 'circuit.retryAt': ':retryAt' },
        conditions: ['circuit.retryAt < :retryAt'],
        values: { ':retryAt': circuit.retryAt },
      });
    },
    tryCircuit: async (seenRetryAt, nextRetryAt) => {
      const { done } = await updateItem(table, gateKey, {
        set: { 'circuit.retryAt': ':next' },
        conditions: ['circuit.retryAt = :seen'],
        values: { ':seen': seenRetryAt, ':next': nextRetryAt },
      });
      return done;
    },
    closeCircuit: async () => {
      await updateItem(table, gateKey, { remove: ['circuit'] });
    },
  };
}
