import { isoInstant, msOf } from '../time/calendar.ts';
import type { Claim } from '../person/delivery.ts';
import type { EmailContext } from './mailing.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { Outcome } from './outcome.ts';
import { timings } from '../kit/timings.ts';

export interface HandoverDeps {
  clock: Clock;
  outbox: Mailer;
  subscribers: Pick<Subscribers, 'recordSent' | 'releaseClaim' | 'recordProblem'>;
  log: Log;
}

/**
 * Makes a claimed mail, hands it to SES and records how that ended.
 *
 * A fault before the call releases the claim. So does its age, where the sender was held up: others may take the sender for dead. After the call, only
 * SES's own word does: whatever says nothing about acceptance leaves the claim standing, in doubt.
 */
export async function submitEmail(
  id: string,
  about: EmailContext,
  make: () => Promise<OutgoingMail>,
  deps: HandoverDeps,
): Promise<Outcome> {
  const { subscribers, log } = deps;
  const ids = { subscriber: id, delivery: about.claim.delivery, claim: about.claim.id };
  let mail: OutgoingMail;
  try {
    mail = await make();
  } catch (cause) {
    await subscribers.releaseClaim(id, about.kind, about.claim.id);
    throw cause;
  }
  if (isTooOld(about.claim, deps.clock)) {
    log.warn('claim.expired', ids);
    await subscribers.releaseClaim(id, about.kind, about.claim.id);
    return { outcome: 'not-begun', delaySeconds: expiredDelaySeconds };
  }
  const handover = await deps.outbox.send(mail);
  switch (handover.outcome) {
    case 'accepted':
      await confirm(id, about, mail.tags['series'], deps);
      return { outcome: 'sent' };
    case 'in-doubt':
      log.warn('delivery.in-doubt', { ...ids, code: handover.code }, handover.cause);
      return { outcome: 'in-doubt' };
    case 'refused': {
      if (handover.reason === 'reserve') log.warn('quota.reserved', ids);
      if (handover.reason === 'network') log.warn('ses.unreachable', { ...ids, code: handover.code });
      log.warn('delivery.refused', { ...ids, reason: handover.reason, code: handover.code }, handover.cause);
      await subscribers.releaseClaim(id, about.kind, about.claim.id);
      if (handover.reason !== 'message') return { outcome: 'refused', reason: handover.reason, code: handover.code };
      const at = isoInstant(deps.clock.now());
      const { delivery } = about.claim;
      await subscribers.recordProblem(id, {
        at,
        key: about.claim.id,
        code: 'message-rejected',
        delivery,
        detail: handover.code,
      });
      return { outcome: 'excluded', why: 'message-rejected' };
    }
    default:
      return handover satisfies never;
  }
}

/** Seconds until a person is tried again whose claim became too old before it was used. */
const expiredDelaySeconds = 5;

/** A sender that was frozen, or waited for something, wakes up with a claim that others may have given up. Asked last, just before the call. */
function isTooOld({ at }: Claim, clock: Clock): boolean {
  return clock.now().epochMilliseconds - msOf(at) > timings.claimUse * 1000;
}

async function confirm(id: string, about: EmailContext, series: string | undefined, deps: HandoverDeps): Promise<void> {
  const { kind, claim, localDate, lesson, text, notice } = about;
  try {
    await deps.subscribers.recordSent(id, {
      kind,
      claimId: claim.id,
      at: isoInstant(deps.clock.now()),
      ...(localDate !== undefined && { localDate }),
      ...(lesson !== undefined && { lesson }),
      ...(text !== undefined && { text }),
      ...(series !== undefined && { series }),
      ...(notice !== undefined && { notice: notice.id }),
    });
  } catch (cause) {
    // The mail is out and the claim stands, so nobody mails it again; its send event will record it.
    deps.log.warn('delivery.unconfirmed', { subscriber: id, delivery: claim.delivery, claim: claim.id }, cause);
  }
}
