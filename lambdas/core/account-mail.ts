import { Temporal } from 'temporal-polyfill';
import { takeClaim } from './claiming.ts';
import type { Claim } from './delivery.ts';
import { askLeave } from './gate.ts';
import { handOver } from './handing-over.ts';
import type { AccountJob } from './jobs.ts';
import { lessonOnDemand } from './course.ts';
import { deliveryName, hasOwnText, isToSignUp, type AskedKind, type SignUpKind } from './mail-kinds.ts';
import { mailTo, mailToSignUp, newClaim } from './mailing.ts';
import { isLastAttempt, tryAgain, type Outcome } from './outcome.ts';
import { tellGate, type SendingWorld } from './sending.ts';
import type { MailTemplate, Series } from './series.ts';
import { isPerson, type Subscriber } from './subscriber.ts';

/** After a hard bounce, days until a new sign-up is worth one confirmation mail. */
const bounceRestDays = 30;

/** Sends one mail that a person is waiting for, or puts it back on its queue. */
export async function sendAccountMail(job: AccountJob, world: SendingWorld): Promise<void> {
  const leave = await askLeave(world);
  if (!leave.granted) {
    await world.queues.account(job, leave.delaySeconds);
    return;
  }
  const outcome = await accountMail(job, world);
  await tellGate(outcome, leave);
  world.log.count(`${job.kind}.${outcome.outcome}`);
  if (outcome.outcome === 'excluded') {
    world.log.info('delivery.excluded', {
      subscriber: job.id,
      delivery: deliveryName({ kind: job.kind, on: job.askedAt }),
      why: outcome.why,
    });
  }
  const again = tryAgain(outcome);
  if (again === undefined) return;
  const attempt = job.attempt + (again.counts ? 1 : 0);
  if (isLastAttempt(attempt)) {
    world.log.error('delivery.postponed', { subscriber: job.id, kind: job.kind, attempt });
    return;
  }
  await world.queues.account({ ...job, attempt }, again.delaySeconds);
}

async function accountMail(job: AccountJob, world: SendingWorld): Promise<Outcome> {
  const { kind } = job;
  if (!isToSignUp(kind)) return mailSubscriber({ ...job, kind }, world);
  const person = await world.subscribers.find(job.id);
  // Someone who is subscribed already gets the link to their settings: the page said "look in your inbox" to them as to everybody.
  if (person?.status === 'active') return mailSubscriber({ ...job, kind: 'link' }, world);
  if (person !== undefined && !mayBeAsked(person, world.clock.now())) return { outcome: 'excluded', why: 'suppressed' };
  return mailSignUp({ ...job, kind }, world);
}

/** May an address that was suppressed be asked once more whether it wants mail? Never after a complaint. */
function mayBeAsked({ suppression }: Subscriber, now: Temporal.Instant): boolean {
  if (suppression === undefined) return true;
  if (suppression.reason === 'complaint') return false;
  return Temporal.Instant.from(suppression.at).until(now).total('hours') >= bounceRestDays * 24;
}

async function mailSignUp(job: AccountJob & { kind: SignUpKind }, world: SendingWorld): Promise<Outcome> {
  const { subscribers, series } = world;
  const { kind } = job;
  const claim = claimOf(job, world);
  const taking = await takeClaim(job.id, kind, () => subscribers.claimSignUp(job.id, { kind, claim }), world);
  if (!taking.taken) return untaken(taking);
  const signUp = taking.item;
  // By what is stored: since it was asked for, a sign-up may have taken the place of a change of address, or the other way round.
  const mover = signUp.movesFrom === undefined ? undefined : await subscribers.find(signUp.movesFrom);
  if (signUp.movesFrom !== undefined && mover?.status !== 'active') {
    await subscribers.releaseClaim(job.id, kind, claim.id);
    return { outcome: 'excluded', why: 'not-subscribed' };
  }
  const fits = mover === undefined ? 'confirmation' : 'moving';
  const about = { kind: fits, claim, template: series.of(signUp).mails[fits] } as const;
  return handOver(job.id, about, () => mailToSignUp(signUp, about, isPerson(mover) ? mover : undefined, world), world);
}

async function mailSubscriber(
  job: AccountJob & { kind: Exclude<AskedKind, SignUpKind> },
  world: SendingWorld,
): Promise<Outcome> {
  const { subscribers, series } = world;
  const { kind } = job;
  const claim = claimOf(job, world);
  const taking = await takeClaim(job.id, kind, () => subscribers.claim(job.id, { kind, claim }), world);
  if (!taking.taken) return untaken(taking);
  const person = taking.item;
  const text = textOf(kind, series.of(person));
  if (text === undefined) {
    await subscribers.releaseClaim(job.id, kind, claim.id);
    return { outcome: 'excluded', why: 'unknown' };
  }
  const about = { kind, claim, ...text };
  return handOver(job.id, about, () => mailTo(person, about, world), world);
}

/** The text of a mail to a subscriber; undefined where their series has none. */
function textOf(
  kind: Exclude<AskedKind, SignUpKind>,
  series: Series,
): { template: MailTemplate; lesson?: string } | undefined {
  if (hasOwnText(kind)) return { template: series.mails[kind] };
  const lesson = lessonOnDemand(series);
  return lesson && { template: lesson.mail, lesson: lesson.id };
}

function claimOf({ kind, askedAt }: AccountJob, { ids, clock }: SendingWorld): Claim {
  return newClaim(deliveryName({ kind, on: askedAt }), ids.fresh(), clock);
}

function untaken(taking: { because: 'condition' | 'live' | 'in-doubt'; item?: unknown }): Outcome {
  if (taking.because !== 'condition') return { outcome: 'blocked', by: taking.because };
  return { outcome: 'excluded', why: taking.item === undefined ? 'unknown' : 'cooling-down' };
}
