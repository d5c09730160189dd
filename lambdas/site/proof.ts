import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import type { Temporal } from 'temporal-polyfill';
import type { Clock, Keyring } from '../core/ports.ts';
import type { Form } from './forms.ts';

/**
 * Proof that a person signs up, asked for only while sign-ups surge: a sum that a browser works out in about a second, or, where no script
 * runs, half a minute of patience. Both hold for one address only.
 */

/** The largest number to be found: on average half as many hashes. */
const numberMax = 100_000;

const proofMinutes = 15;

/** Seconds of patience that stand in for the sum. */
export const patienceSeconds = 30;

export interface ProofWorld {
  clock: Clock;
  keyring: Keyring;
}

/** What the form has to bring back: `challenge` solved, or `ticket` after a while. */
export interface Proof {
  challenge: string;
  ticket: string;
}

/** Asks for a proof. */
export async function askForProof(id: string, { clock, keyring }: ProofWorld): Promise<Proof> {
  const now = clock.now();
  const challenge = await createChallenge({
    hmacKey: hmacKey(keyring),
    maxNumber: numberMax,
    params: { id, until: String(seconds(now.add({ minutes: proofMinutes }))) },
  });
  const issued = seconds(now).toString(36);
  const { keyId, mac } = keyring.sign(ticketText(id, issued));
  return { challenge: JSON.stringify(challenge), ticket: `${keyId}.${issued}.${mac}` };
}

/** Does the form bring a proof for this address? */
export async function isProof(form: Form, id: string, { clock, keyring }: ProofWorld): Promise<boolean> {
  const now = seconds(clock.now());
  const [, keyId = '', issued = '', mac = ''] =
    /^([a-z0-9]{1,8})\.([0-9a-z]{1,8})\.(.+)$/.exec(form.one('ticket')) ?? [];
  const age = now - parseInt(issued, 36);
  const patient = age >= patienceSeconds && age < proofMinutes * 60;
  if (patient && keyring.verify(keyId, ticketText(id, issued), mac) === 'live') return true;
  const solution = form.one('proof');
  if (solution === '') return false;
  try {
    const { id: solvedFor, until } = extractParams(solution);
    // By our own clock; the library would look at the machine's.
    return solvedFor === id && Number(until) > now && (await verifySolution(solution, hmacKey(keyring), false));
  } catch {
    // Whatever it was, it was no solution.
    return false;
  }
}

function hmacKey(keyring: Keyring): string {
  return keyring.sign('weekwise-proof').mac;
}

function ticketText(id: string, issued: string): string {
  return `weekwise-ticket|${id}|${issued}`;
}

function seconds(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000);
}
