import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import type { Temporal } from 'temporal-polyfill';
import type { ProofLevel, ShownProof } from '../../core/actions/limits.ts';
import type { Clock } from '../../core/kit/ports.ts';
import type { Keyring } from '../../core/mail/keyring.ts';
import type { RequestCounters } from '../../core/kit/request-counters.ts';
import type { Form } from './forms.ts';
import * as z from 'zod';

/**
 * Proof that a form is no program's, or costs one dearly: a sum that a browser works out, the longer the higher its level, or, where no script
 * runs, a wait. Each is good once.
 */

/** The largest number to be found for the first level; on average half as many hashes, a fraction of a second. Each level takes four times as long. */
const numberMax = 25_000;

/** Somebody may take their time with a form. */
const sumMinutes = 60;
/** From the end of the wait on. */
const ticketMinutes = 15;

export interface ProofDeps {
  clock: Clock;
  keyring: Keyring;
  limits: Pick<RequestCounters, 'count'>;
}

/** What the form has to bring back: `challenge` solved, or `ticket` after its wait, where there is one. */
export interface ProofOfWork {
  challenge: string;
  ticket?: string;
  waitSeconds?: number;
}

/** A sum of this level, as JSON. */
export async function challengeOf(level: ProofLevel, { clock, keyring }: ProofDeps): Promise<string> {
  const until = String(seconds(clock.now().add({ minutes: sumMinutes })));
  const maxNumber = numberMax * 4 ** (level - 1);
  return JSON.stringify(
    await createChallenge({ hmacKey: hmacKey(keyring), maxNumber, params: { until, level: String(level) } }),
  );
}

/**
 * Asks for a proof.
 *
 * @param about - what the wait is for; a sum is for whatever is asked next
 */
export async function askForProof(
  about: string,
  { level, waitSeconds }: { level: ProofLevel; waitSeconds: number | undefined },
  deps: ProofDeps,
): Promise<ProofOfWork> {
  const challenge = await challengeOf(level, deps);
  if (waitSeconds === undefined) return { challenge };
  const from = (seconds(deps.clock.now()) + waitSeconds).toString(36);
  const { keyId, mac } = deps.keyring.sign(ticketText(about, from));
  return { challenge, ticket: `${keyId}.${from}.${mac}`, waitSeconds };
}

/** The proof that a form brings, used up by this. Undefined where it brings none, or one that was used before. */
export async function shownProof(form: Form, about: string, deps: ProofDeps): Promise<ShownProof | undefined> {
  const now = seconds(deps.clock.now());
  const found = (await sumIn(form.one('proof'), now, deps)) ?? ticketIn(form.one('ticket'), about, now, deps);
  if (found === undefined) return undefined;
  // By what we signed: the rest can be spelled in many ways.
  const uses = await deps.limits.count(`proof:${found.signature}`, now + 2 * sumMinutes * 60);
  return uses === 1 ? found.proof : undefined;
}

interface Found {
  proof: ShownProof;
  signature: string;
}

/** What is looked at of a solved sum. Its parameters are part of what is signed. */
const Solution = z.object({ signature: z.string().regex(/^[0-9a-f]{64}$/), salt: z.string() });
const Terms = z.object({ until: z.coerce.number(), level: z.coerce.number().pipe(z.literal([1, 2, 3, 4])) });

async function sumIn(text: string, now: number, { keyring }: ProofDeps): Promise<Found | undefined> {
  if (text === '') return undefined;
  try {
    const { signature } = Solution.parse(JSON.parse(atob(text)));
    const { until, level } = Terms.parse(extractParams(text));
    // By our own clock; the library would look at the machine's.
    const solved = until > now && (await verifySolution(text, hmacKey(keyring), false));
    return solved ? { proof: { by: 'sum', level }, signature } : undefined;
  } catch {
    // Whatever it was, it was no solution.
    return undefined;
  }
}

function ticketIn(text: string, about: string, now: number, { keyring }: ProofDeps): Found | undefined {
  const [, keyId = '', from = '', mac = ''] = /^([a-z0-9]{1,8})\.([0-9a-z]{1,8})\.(.+)$/.exec(text) ?? [];
  const waited = now - parseInt(from, 36);
  const open = waited >= 0 && waited < ticketMinutes * 60;
  if (!open || keyring.verify(keyId, ticketText(about, from), mac) !== 'live') return undefined;
  return { proof: { by: 'wait', level: 1 }, signature: mac };
}

function hmacKey(keyring: Keyring): string {
  return keyring.sign('weekwise-proof').mac;
}

function ticketText(about: string, from: string): string {
  return `weekwise-ticket|${about}|${from}`;
}

function seconds(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000);
}
