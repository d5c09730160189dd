import { holdsMail, type SendControl } from '../../lambdas/core/kit/send-control-state.ts';
import type { Control } from '../../lambdas/core/sending/control.ts';
import { isRestored } from '../../lambdas/core/sending/send-control.ts';

/** What may hold everybody's mail up. */
export type SendState = SendControl & { restored: boolean };

export async function readSendState(control: Pick<Control, 'gate' | 'tableId'>): Promise<SendState> {
  const [gate, tableId] = await Promise.all([control.gate(), control.tableId()]);
  return { ...gate, restored: isRestored(gate, tableId) };
}

/** Does nothing hold it up? */
export function goesOut({ restored, halted, circuit, transfer }: SendState): boolean {
  return !restored && halted === undefined && circuit === undefined && !holdsMail(transfer);
}

/** May mail go out, in words; with what to do where it may not. */
export function formatSendState({ halted, circuit, restored, transfer }: SendState): string {
  if (restored) return 'FENCED: this table was restored from a backup; see weekwise go --after-restore';
  if (transfer !== undefined && holdsMail(transfer)) {
    return transfer.role === 'leaving'
      ? `MOVED since ${transfer.since}: people of this stage go to ${transfer.other}; see weekwise transfer`
      : `RECEIVING since ${transfer.since}: people come from ${transfer.other}; see weekwise transfer`;
  }
  if (halted !== undefined) return `HALTED since ${halted.at}: ${halted.why} (weekwise go lets it out again)`;
  if (circuit !== undefined) {
    return `REFUSED BY SES (${circuit.code}) since ${circuit.openedAt}; one mail tries again at ${circuit.retryAt}`;
  }
  return 'goes out';
}

/** Why no mail goes out, in words; undefined where it does. */
export async function whyStopped(control: Pick<Control, 'gate' | 'tableId'>): Promise<string | undefined> {
  const state = await readSendState(control);
  return goesOut(state) ? undefined : formatSendState(state);
}
