import { holdsMail } from '../../lambdas/core/kit/send-control-state.ts';
import type { SendState } from '../console/send-state.ts';
import type { SendCode } from './json/codes.ts';

/** What becomes of mail, for programs: the first thing that holds it up, in the order in which people are told. */
export function sendCode({ halted, circuit, restored, transfer }: SendState): SendCode {
  if (restored) return 'restored-table';
  if (transfer !== undefined && holdsMail(transfer)) {
    return transfer.role === 'leaving' ? 'transfer-leaving' : 'transfer-receiving';
  }
  if (halted !== undefined) return 'halted';
  return circuit === undefined ? 'sending' : 'refused-by-ses';
}
