import type { Child } from 'hono/jsx';
import * as z from 'zod';
import { words } from '../../content/words.ts';
import { allowance } from '../../core/actions/limits.ts';
import type { SiteContext } from './env.ts';
import type { Form } from './forms.ts';
import { askForProof, shownProof, type ProofOfWork } from './proof.ts';

const says = words.limits;

/** What API Gateway tells of where a request comes from (HTTP API, payload 2.0). Nothing does in a test of the site alone. */
const Gateway = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string().min(1) }) }) }),
});

export function ipOf(c: SiteContext): string | undefined {
  return Gateway.safeParse(c.env).data?.event.requestContext.http.sourceIp;
}

/** Why a form was not taken this time; what it has to bring along the next time. */
export interface Held {
  notice: Child;
  proof?: ProofOfWork;
}

/** `mails: false`: answer as always, and mail nothing. */
type Limited = { held?: never; mails: boolean } | { held: Held; mails: false };

/** Counts the use of a form that makes a mail go out. What it answers to a form that is held, the page shows beside everything that was typed. */
export async function limited(
  c: SiteContext,
  form: Form,
  { about, source, trapped = false }: { about: string; source: string; trapped?: boolean },
): Promise<Limited> {
  const { deps } = c.var;
  // A proof is good once, so it is looked at once.
  let proof: ReturnType<typeof shownProof> | undefined;
  const shown = () => (proof ??= shownProof(form, about, deps));
  if (trapped && (await shown()) === undefined) return prove(c, about, { level: 1, waitSeconds: trappedWaitSeconds });
  const found = await allowance({ about, ip: ipOf(c), source, shown }, deps);
  switch (found.outcome) {
    case 'allowed':
      return { mails: true };
    case 'no-mail':
      return { mails: false };
    case 'refused':
      c.header('Retry-After', String(found.retryAfterSeconds));
      return { held: { notice: rateLimitMessage(found) }, mails: false };
    case 'prove':
      return prove(c, about, found);
    default:
      return found satisfies never;
  }
}

/** What a form filler, which no person sees, has somebody without scripts wait. */
const trappedWaitSeconds = 30;

async function prove(c: SiteContext, about: string, asked: Parameters<typeof askForProof>[1]): Promise<Limited> {
  const proof = await askForProof(about, asked, c.var.deps);
  if (proof.waitSeconds !== undefined) c.header('Retry-After', String(proof.waitSeconds));
  return { held: { notice: formatProof(proof), proof }, mails: false };
}

function formatProof({ waitSeconds }: ProofOfWork): string {
  return waitSeconds === undefined ? says.bots : says.botsWait({ minutes: minutesOf(waitSeconds) });
}

/** What a page says when a network asked too often. */
function rateLimitMessage({ retryAfterSeconds }: { retryAfterSeconds: number }): string {
  return says.requests({ minutes: minutesOf(retryAfterSeconds) });
}

/** Whole minutes, as messages take them: 0 for half a minute and less. */
export function minutesOf(seconds: number): number {
  return seconds <= 30 ? 0 : Math.ceil(seconds / 60);
}

/** The fields by which a form brings a proof: the script fills one in, and the other one is good after a while. */
export function ProofFields({ proof }: { proof: ProofOfWork | undefined }) {
  return (
    <>
      <input type="hidden" name="proof" value="" />
      {proof?.ticket !== undefined && <input type="hidden" name="ticket" value={proof.ticket} />}
    </>
  );
}

/** Says why a form was not taken, and when its proof is done. */
export function HeldNotice({ held }: { held: Held }) {
  return (
    <section class="summary" aria-label={says.label} tabindex={-1} autofocus>
      <p>
        {held.notice} {held.proof !== undefined && <span class="proof-state" role="status"></span>}
      </p>
    </section>
  );
}
