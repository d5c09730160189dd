import { pace, type SendQuota, type Stopwatch } from '../../core/sending/pace.ts';
import type { OutgoingMail, Mailer, Turns } from '../../core/sending/mailer.ts';

/** Real time, and chance. */
export const stopwatch: Stopwatch = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
};

export interface PaceOptions {
  /** How many senders may be at work at once. */
  share: number;
  quota: () => Promise<SendQuota>;
  cap?: (() => number) | undefined;
  /** The quota as account mail asks for it: as fresh as it must be, since a wave of that mail is quick. */
  accountQuota?: () => Promise<SendQuota>;
  watch?: Stopwatch;
}

/**
 * Of the day's quota, what is kept for weekly mail: what visitors ask for must not spend the lessons of others. Mail that asks strangers for
 * confirmation waits first.
 */
const reserveOfAccountMail = 0.1;
const reserveOfConfirmations = 0.2;
/** Notices may take half of a day, so that a day's lessons have the other half. */
const reserveOfNotices = 0.5;

/**
 * Is what is left of the day kept for other mail than this? The probe of the event feed goes at any time: it settles whether mail was sent.
 *
 * @param most - the cap of a warm-up, which notices share with lessons
 */
function isReserved({ tags }: OutgoingMail, { per24Hours, sentLast24Hours }: SendQuota, most = Infinity): boolean {
  const kind = tags['delivery'];
  // -1 is no quota at all.
  const quota = per24Hours > 0 ? per24Hours : Infinity;
  const day = kind === 'notice' ? Math.min(quota, most) : quota;
  if (day === Infinity || kind === 'probe') return false;
  const reserve =
    kind === 'notice' ? reserveOfNotices : kind === 'confirmation' ? reserveOfConfirmations : reserveOfAccountMail;
  return day - sentLast24Hours <= reserve * day;
}

/**
 * An outbox with turns, which keep weekly mail to this sender's share of the account's rate and to the cap of a warm-up. A share of the day's quota it
 * keeps for weekly mail. Account mail takes no turns: it is little, somebody waits for it, and it overtakes.
 *
 * @param cap - the most mails in 24 hours; undefined for no limit of our own
 */
export function rateLimitedMailer(
  outbox: Mailer,
  { share, quota, cap, accountQuota = quota, watch = stopwatch }: PaceOptions,
): Mailer & Turns {
  const { turn, backOff } = pace(share, quota, watch);
  return {
    turn: async (withinMs) => {
      const most = cap?.();
      if (most !== undefined && (await quota()).sentLast24Hours >= most) {
        return { granted: false, because: 'warm-up', code: 'WarmUpCap' };
      }
      const given = await turn(withinMs);
      return given.granted ? given : { ...given, because: 'pace' };
    },
    send: async (mail) => {
      const isNotice = mail.tags['delivery'] === 'notice';
      if ((mail.stream === 'account' || isNotice) && isReserved(mail, await accountQuota(), cap?.())) {
        return { outcome: 'refused', reason: 'reserve', code: 'QuotaReserve', cause: undefined };
      }
      const handover = await outbox.send(mail);
      if (handover.outcome === 'refused' && handover.reason === 'rate') backOff();
      return handover;
    },
  };
}
