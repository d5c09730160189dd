import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { dueKey } from '../../core/time/calendar.ts';
import type { CircuitBreaker, SendControl } from '../../core/kit/send-control-state.ts';
import { type EventFeedState, heard } from '../../core/sending/in-doubt.ts';
import type { PlannedClocks } from '../../core/time/planned-walls.ts';
import type { Control } from '../../core/sending/control.ts';
import {
  controlPartition,
  gateKey,
  plannerKey,
  reconciledKey,
  eventFeedKey,
  zoneKey,
  zoneOf,
} from '../../core/kit/table-keys.ts';
import { noticesIn } from './notices.ts';
import { readPartition } from './pages.ts';
import { getItem, type Item, type Table, updateItem, writeIf } from './table.ts';

/** The items that belong to nobody, on DynamoDB. */
export function dynamoControl(table: Table): Control {
  /** Slots that are surely remembered: none is ever forgotten. */
  const remembered = new Set<string>();
  let identity: Promise<string> | undefined;
  return {
    planning: async () => {
      const items = await readPartition(table, controlPartition);
      return {
        gate: gateOf(items.find(({ sk }) => sk === gateKey.sk)),
        notices: noticesIn(items),
        ...markOf(items.find(({ sk }) => sk === plannerKey.sk)),
        inUse: items.flatMap(({ sk, localTimes }) => {
          const zone = zoneOf(String(sk));
          return zone === undefined ? [] : [{ zone, localTimes: localTimes as Set<string> }];
        }),
      };
    },
    advance: async (from, to, { edition, leads }) => {
      // One write, so that they are never of two marks.
      const { done } = await writeIf(table, plannerKey, {
        own: { mark: 'write' },
        set: { plannedThrough: ':to', clocksAt: ':to', edition: ':edition', ...(leads && { leads: ':leads' }) },
        remove: leads === undefined ? ['leads'] : [],
        conditions: [from === undefined ? 'attribute_not_exists(plannedThrough)' : 'plannedThrough = :from'],
        values: {
          ':to': to,
          ':edition': edition,
          ...(leads && { ':leads': leads }),
          ...(from !== undefined && { ':from': from }),
        },
      });
      return done;
    },
    rememberSlot: async (zone, ...times) => {
      const key = zoneKey(zone);
      if (times.every((time) => remembered.has(dueKey(zone, time)))) return;
      // Nearly always they are there already, and a read costs less than a write.
      const known = (await getItem(table, key))?.['localTimes'] as Set<string> | undefined;
      const missing = times.filter((time) => !known?.has(time));
      if (missing.length > 0) {
        await updateItem(table, key, {
          add: { localTimes: ':localTimes' },
          values: { ':localTimes': new Set(missing) },
        });
      }
      for (const time of times) remembered.add(dueKey(zone, time));
    },
    forgetZone: async (zone) => {
      await table.documents.delete({ TableName: table.name, Key: zoneKey(zone) });
    },
    eventFeed: () => eventFeed(table),
    hear: async (hearing) => {
      // Whoever loses the race for the item looks again: somebody else's hearing does for most, but a late event is told by nobody else.
      for (let tries = 0; tries < hearTriesMax; tries += 1) {
        const feed = await eventFeed(table);
        const next = heard(feed, hearing);
        if (next === undefined) return;
        const seen = feed.heardAt;
        const { done } = await writeIf(table, eventFeedKey, {
          // Whoever wrote the same heard no less.
          own: { by: (item) => item['heardAt'] === next.heardAt && item['openSince'] === next.openSince },
          set: { openSince: ':openSince', heardAt: ':heardAt' },
          conditions: [seen === undefined ? 'attribute_not_exists(heardAt)' : 'heardAt = :seen'],
          values: {
            ':openSince': next.openSince,
            ':heardAt': next.heardAt,
            ...(seen !== undefined && { ':seen': seen }),
          },
        });
        if (done) return;
      }
      throw new Error('The event feed is written by too many at once.');
    },
    noteEventsWaiting: async (at) => {
      await updateItem(table, eventFeedKey, { set: { waitingAt: ':at' }, values: { ':at': at } });
    },
    startProbe: async (now, notSince) => {
      const { done } = await writeIf(table, eventFeedKey, {
        own: { mark: 'probe' },
        set: { probedAt: ':now' },
        conditions: ['(attribute_not_exists(probedAt) OR probedAt <= :notSince)'],
        values: { ':now': now, ':notSince': notSince },
      });
      return done;
    },
    gate: async () => gateOf(await getItem(table, gateKey)),
    tableId: async () => {
      // It never changes while a process lives.
      identity ??= table.documents.client
        .send(new DescribeTableCommand({ TableName: table.name }))
        .then(({ Table }) => Table?.TableId ?? '');
      return identity.catch((error: unknown) => {
        identity = undefined;
        throw error;
      });
    },
    rememberTable: async (tableId, instead) => {
      await writeIf(table, gateKey, {
        own: 'not-told',
        set: { tableId: ':tableId' },
        conditions: [instead === undefined ? 'attribute_not_exists(tableId)' : 'tableId = :instead'],
        values: { ':tableId': tableId, ...(instead !== undefined && { ':instead': instead }) },
      });
    },
    halt: async (halted) => {
      await updateItem(table, gateKey, { set: { halted: ':halted' }, values: { ':halted': halted } });
    },
    resumeSending: async () => {
      await updateItem(table, gateKey, { remove: ['halted'] });
    },
    transfer: async (transfer) => {
      await updateItem(
        table,
        gateKey,
        transfer === undefined
          ? { remove: ['transfer'] }
          : { set: { transfer: ':transfer' }, values: { ':transfer': transfer } },
      );
    },
    openCircuit: async (circuit) => {
      const { done } = await writeIf(table, gateKey, {
        own: { by: (item) => (item['circuit'] as CircuitBreaker | undefined)?.retryAt === circuit.retryAt },
        set: { circuit: ':circuit' },
        conditions: ['attribute_not_exists(circuit)'],
        values: { ':circuit': circuit },
      });
      if (done) return;
      await writeIf(table, gateKey, {
        own: 'not-told',
        set: { 'circuit.retryAt': ':retryAt' },
        conditions: ['circuit.retryAt < :retryAt'],
        values: { ':retryAt': circuit.retryAt },
      });
    },
    claimTrialSend: async (seenRetryAt, nextRetryAt) => {
      const { done } = await writeIf(table, gateKey, {
        own: { mark: triedBy },
        set: { 'circuit.retryAt': ':next' },
        conditions: ['circuit.retryAt = :seen'],
        values: { ':seen': seenRetryAt, ':next': nextRetryAt },
      });
      return done;
    },
    closeCircuit: async () => {
      await updateItem(table, gateKey, { remove: ['circuit'] });
    },
    reconciledThrough: async () => (await getItem(table, reconciledKey))?.['through'] as string | undefined,
    reconciled: async (through) => {
      await updateItem(table, reconciledKey, {
        set: { '#through': ':through' },
        names: { '#through': 'through' },
        values: { ':through': through },
      });
    },
  };
}

/** The attribute that marks who tried the circuit last. */
const triedBy = 'try';

/** Tries to write down what was heard; each lost one means that somebody else wrote. */
const hearTriesMax = 10;

async function eventFeed(table: Table): Promise<EventFeedState> {
  const { openSince, heardAt, probedAt, waitingAt } = ((await getItem(table, eventFeedKey)) ?? {}) as EventFeedState;
  return {
    ...(openSince !== undefined && { openSince }),
    ...(heardAt !== undefined && { heardAt }),
    ...(probedAt !== undefined && { probedAt }),
    ...(waitingAt !== undefined && { waitingAt }),
  };
}

/** Clocks that are of another mark are none: code that kept none moved it. */
function markOf(item: Item | undefined): Pick<Awaited<ReturnType<Control['planning']>>, 'plannedThrough' | 'clocks'> {
  if (item === undefined) return {};
  const { plannedThrough, clocksAt, edition, leads } = item as Record<string, string> & Partial<PlannedClocks>;
  if (plannedThrough === undefined || edition === undefined || clocksAt !== plannedThrough) {
    return { ...(plannedThrough !== undefined && { plannedThrough }) };
  }
  return { plannedThrough, clocks: { edition, ...(leads !== undefined && { leads }) } };
}

function gateOf(item: Item | undefined): SendControl {
  const { pk: _pk, sk: _sk, [triedBy]: _tried, ...gate } = item ?? {};
  return gate as SendControl;
}
