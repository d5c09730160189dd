import { Temporal } from 'temporal-polyfill';
import { countConfirmation } from './bounce-brake.ts';
import { acquireClaim } from './claiming.ts';
import type { Claim } from '../person/delivery.ts';
import { requestSendPermit } from './send-control.ts';
import { submitEmail } from './submitting.ts';
import type { AccountJob } from './jobs.ts';
import { lessonOnDemand } from '../course/course.ts';
import { whyNoFollowUp } from '../course/follow-up.ts';
import {
  type AccountMailKind,
  type AskedKind,
  deliveryName,
  hasOwnText,
  isToSignUp,
  mailKinds,
  type SignUpKind,
} from '../mail/mail-kinds.ts';
import { mailTo, mailToSignUp, newClaim } from './mailing.ts';
import { isLastAttempt, type Outcome, tryAgain } from './outcome.ts';
import { type SendingDeps, reportToSendControl } from './sending.ts';
import type { Lesson, MailTemplate, Series } from '../course/series.ts';
import { isPerson, type Subscriber } from '../person/subscriber.ts';
import { inboxId, takeConfirmationTurn, takeTurn } from './mail-turns.ts';
import { timeToBeginMs } from '../kit/timings.ts';
import { inTurn } from './turns.ts';

/** After a hard bounce, days until a new sign-up is worth one confirmation mail. */
const bounceRestDays = 30;

/** Shorter than the age of this queue's messages that sets off an alarm. */
const earlyDelaySecondsMax = 480;

/** Sends one mail that a person is waiting for, or puts it back on its queue. */
export async function sendAccountMail(job: AccountJob, deps: SendingDeps, remainingMs: () => number): Promise<void> {
  const early = secondsEarly(job, deps);
  if (early > 0) {
    await deps.queues.account(job, Math.min(early, earlyDelaySecondsMax));
    return;
  }
  const leave = await requestSendPermit(deps);
  if (!leave.granted) {
    await deps.queues.account(job, leave.delaySeconds);
    return;
  }
  const send = () => accountMail(job, deps);
  const paced = mailKinds[job.kind].stream === 'weekly' || job.notBefore !== undefined;
  const outcome = paced ? await inTurn(job.id, timeToBeginMs(remainingMs()), deps, send) : await send();
  await reportToSendControl(outcome, leave, deps.log);
  deps.log.count(`${job.kind}.${outcome.outcome}`);
  if (outcome.outcome === 'excluded') {
    deps.log.info('delivery.excluded', {
      subscriber: job.id,
      delivery: deliveryName({ kind: job.kind, on: job.askedAt }),
      why: outcome.why,
    });
  }
  const again = tryAgain(outcome);
  if (again === undefined) return;
  const attempt = job.attempt + (again.counts ? 1 : 0);
  if (isLastAttempt(attempt)) {
    deps.log.error('delivery.postponed', { subscriber: job.id, kind: job.kind, attempt });
    return;
  }
  await deps.queues.account({ ...job, attempt }, again.delaySeconds);
}

/** Seconds until it may go. */
function secondsEarly({ notBefore }: AccountJob, { clock }: Pick<SendingDeps, 'clock'>): number {
  return notBefore === undefined ? 0 : Math.ceil(clock.now().until(Temporal.Instant.from(notBefore)).total('seconds'));
}

async function accountMail(job: AccountJob, deps: SendingDeps): Promise<Outcome> {
  const { kind } = job;
  if (!isToSignUp(kind)) return mailSubscriber({ ...job, kind }, deps);
  const person = await deps.subscribers.find(job.id);
  // Someone who is subscribed already gets the link to their settings: the page said "look in your inbox" to them as to everybody.
  if (person?.status === 'active') {
    // An import asked, and they signed up themselves while its mail waited.
    if (job.notBefore !== undefined) return { outcome: 'excluded', why: 'unknown' };
    return mailSubscriber({ ...job, kind: 'link' }, deps);
  }
  if (person !== undefined && !mayBeAsked(person, deps.clock.now())) return { outcome: 'excluded', why: 'suppressed' };
  return mailSignUp({ ...job, kind }, deps);
}

/** May an address that was suppressed be asked once more whether it wants mail? Never after a complaint. */
function mayBeAsked({ suppression }: Subscriber, now: Temporal.Instant): boolean {
  if (suppression === undefined) return true;
  if (suppression.reason === 'complaint') return false;
  return Temporal.Instant.from(suppression.at).until(now).total('hours') >= bounceRestDays * 24;
}

async function mailSignUp(job: AccountJob & { kind: SignUpKind }, deps: SendingDeps): Promise<Outcome> {
  const { subscribers, series } = deps;
  const { kind } = job;
  const claim = claimOf(job, deps);
  const taking = await acquireClaim(job.id, kind, () => subscribers.claimSignUp(job.id, { kind, claim }), deps);
  if (!taking.taken) return untaken(taking);
  const signUp = taking.item;
  const inbox = inboxId(signUp.address, deps);
  const turn = turnOf(job, claim);
  // By what is stored: since it was asked for, a sign-up may have taken the place of a change of address, or the other way round.
  let mover: Subscriber | undefined;
  const held = await heldBack(job, claim, deps, async () => {
    if (isOfUndone(job, signUp.requestedAt)) return 'unknown';
    mover = signUp.movesFrom === undefined ? undefined : await subscribers.find(signUp.movesFrom);
    if (signUp.movesFrom !== undefined && mover?.status !== 'active') return 'not-subscribed';
    if (await deps.closedInboxes.isClosed(inbox)) return 'closed-inbox';
    // The pauses between confirmations first: a stranger who asks in vain must not use up the day of whoever reads there.
    const may = (await takeConfirmationTurn(inbox, turn, deps)) && (await takeTurn(inbox, turn, deps));
    return may ? undefined : 'cooling-down';
  });
  if (held !== undefined) return { outcome: 'excluded', why: held };
  const moving = isPerson(mover) ? mover : undefined;
  const fits = moving === undefined ? 'confirmation' : 'moving';
  const about = { kind: fits, claim, template: series.of(signUp).mails[fits] } as const;
  const outcome = await submitEmail(job.id, about, () => mailToSignUp(signUp, about, moving, deps), deps);
  if (outcome.outcome === 'sent') await countConfirmation(signUp.consent.source, deps);
  return outcome;
}

async function mailSubscriber(
  job: AccountJob & { kind: Exclude<AskedKind, SignUpKind> },
  deps: SendingDeps,
): Promise<Outcome> {
  const { subscribers, series } = deps;
  const { kind } = job;
  const claim = claimOf(job, deps);
  const taking = await acquireClaim(job.id, kind, () => subscribers.claim(job.id, { kind, claim }), deps);
  if (!taking.taken) return untaken(taking);
  const person = taking.item;
  const text = textOf(kind, series.of(person));
  // As they are now, at the last moment: it was found by a nightly run, and waited since.
  const isLate = kind === 'follow-up' && whyNoFollowUp(person, series.of(person), job, deps.clock.now()) !== undefined;
  if (text === undefined || isLate) {
    await subscribers.releaseClaim(job.id, kind, claim.id);
    return { outcome: 'excluded', why: text === undefined ? 'unknown' : 'not-for-them' };
  }
  const inbox = inboxId(person.address, deps);
  const held = await heldBack(job, claim, deps, async () => {
    if (isOfUndone(job, person.confirmedAt)) return 'unknown';
    return (await takeTurn(inbox, turnOf(job, claim), deps)) ? undefined : 'cooling-down';
  });
  if (held !== undefined) return { outcome: 'excluded', why: held };
  const about = { kind, claim, ...text };
  return submitEmail(job.id, about, () => mailTo(person, about, deps), deps);
}

/** Kinds without a text of their own bring a lesson of the series: this one. */
const lessonsAskedFor: Record<Exclude<AskedKind, AccountMailKind>, (series: Series) => Lesson | undefined> = {
  'on-demand': lessonOnDemand,
};

/**
 * Is it the first mail of an import that was undone? What is stored of its person is younger than it then: they came once more since, and another message
 * is on the queue for them, by the pace of that.
 *
 * @param since - when what is stored of them began
 */
function isOfUndone({ notBefore, askedAt }: AccountJob, since: string): boolean {
  return notBefore !== undefined && askedAt < since;
}

/** Why a claimed mail may not go now. Its claim is dropped then, and also where a fault keeps us from knowing: nothing was handed over yet. */
async function heldBack<Why>(
  { id, kind }: AccountJob,
  claim: Claim,
  { subscribers }: SendingDeps,
  ask: () => Promise<Why | undefined>,
): Promise<Why | undefined> {
  const release = async () => subscribers.releaseClaim(id, kind, claim.id);
  const why = await ask().catch(async (cause: unknown) => {
    await release();
    throw cause;
  });
  if (why !== undefined) await release();
  return why;
}

/** The text of a mail to a subscriber; undefined where their series has none. */
function textOf(
  kind: Exclude<AskedKind, SignUpKind>,
  series: Series,
): { template: MailTemplate; lesson?: string } | undefined {
  if (hasOwnText(kind)) return { template: series.mails[kind] };
  const lesson = lessonsAskedFor[kind](series);
  return lesson && { template: lesson.mail, lesson: lesson.id };
}

function claimOf({ kind, askedAt }: AccountJob, { ids, clock }: SendingDeps): Claim {
  return newClaim(deliveryName({ kind, on: askedAt }), ids.fresh(), clock);
}

/** What a turn is kept by, so that trying the same mail again takes no other. */
function turnOf({ id }: AccountJob, { delivery }: Claim): string {
  return `${id}:${delivery}`;
}

function untaken(taking: { because: 'condition' | 'live' | 'in-doubt'; item?: unknown }): Outcome {
  if (taking.because !== 'condition') return { outcome: 'blocked', by: taking.because };
  return { outcome: 'excluded', why: taking.item === undefined ? 'unknown' : 'cooling-down' };
}
