import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../time/calendar.ts';
import { together } from '../kit/parallel.ts';
import { holdsMail, type SendControl } from '../kit/send-control-state.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Control } from './control.ts';
import type { RefusalReason } from './mailer.ts';

/** Is this a table that has forgotten what was sent since its backup? */
export function isRestored(gate: SendControl, tableId: string): boolean {
  return gate.tableId !== undefined && gate.tableId !== tableId;
}

/** Minutes until a broken circuit is tried again with one mail. AWS asks to wait up to ten after "Daily message quota exceeded". */
const retryMinutes = 10;

type Passage = 'open' | 'halted' | 'restored' | 'broken' | 'try';

/** May mail pass now? `try`: whoever wins the right to may try one mail. */
function sendState(gate: SendControl, tableId: string, now: Temporal.Instant): Passage {
  if (isRestored(gate, tableId)) return 'restored';
  if (gate.halted !== undefined || holdsMail(gate.transfer)) return 'halted';
  if (gate.circuit === undefined) return 'open';
  return Temporal.Instant.compare(now, gate.circuit.retryAt) < 0 ? 'broken' : 'try';
}

/** Leave to send, for one batch or one mail. */
export type SendPermit =
  /** Send; tell what came of it. */
  | {
      granted: true;
      all: boolean;
      report: (outcome: { sent: boolean; refused?: { reason: RefusalReason; code: string } }) => Promise<void>;
    }
  /** Nothing goes out now; come back then, in seconds. */
  | { granted: false; because: 'halted' | 'restored' | 'broken'; delaySeconds: number };

/** Seconds after which a halted service is asked again: SQS's longest delay. */
const haltedDelaySeconds = 900;

/**
 * Asks whether mail may go out, and keeps the circuit: it breaks at a refusal that concerns everybody, lets one mail through when it is time
 * to try, and closes when that one is taken.
 */
export async function requestSendPermit(deps: { clock: Clock; control: Control; log: Log }): Promise<SendPermit> {
  const { clock, control, log } = deps;
  const now = clock.now();
  const [gate, tableId] = await together([control.gate(), control.tableId()]);
  const state = sendState(gate, tableId, now);
  if (state === 'halted' || state === 'restored') {
    return { granted: false, because: state, delaySeconds: haltedDelaySeconds };
  }
  const trying = state === 'try' && (await control.claimTrialSend(gate.circuit!.retryAt, retryAt(now)));
  if (state === 'broken' || (state === 'try' && !trying)) {
    const delaySeconds = state === 'broken' ? secondsUntil(now, gate.circuit!.retryAt) : 60;
    return { granted: false, because: 'broken', delaySeconds };
  }
  return {
    granted: true,
    all: !trying,
    report: async ({ sent, refused }) => {
      if (refused !== undefined && breaksCircuit(refused.reason)) {
        const at = isoInstant(clock.now());
        await control.openCircuit({
          reason: refused.reason,
          code: refused.code,
          openedAt: at,
          retryAt: retryAt(clock.now()),
        });
        log.error('circuit.broken', { reason: refused.reason, code: refused.code });
      } else if (trying && sent) {
        await control.closeCircuit();
        log.info('circuit.closed');
      }
    },
  };
}

function secondsUntil(now: Temporal.Instant, instant: string): number {
  return Math.min(haltedDelaySeconds, Math.max(1, Math.ceil(now.until(instant).total('seconds'))));
}

/** Which refusals concern everybody's mail. */
function breaksCircuit(reason: RefusalReason): reason is 'account' | 'quota' {
  return reason === 'account' || reason === 'quota';
}

function retryAt(now: Temporal.Instant): string {
  return isoInstant(now.add({ minutes: retryMinutes }));
}
