import { Temporal } from 'temporal-polyfill';
import { isoInstant } from './calendar.ts';
import { takeClaim } from './claiming.ts';
import { deliveryName } from './delivery.ts';
import { askLeave } from './gate.ts';
import { handOver } from './handing-over.ts';
import type { AccountJob } from './jobs.ts';
import { lessonOnDemand } from './course.ts';
import { confirmationTo, mailTo, newClaim, type MailSubject } from './mailing.ts';
import { isLastAttempt, tryAgain, type Outcome } from './outcome.ts';
import { tellGate, type SendingWorld } from './sending.ts';
import type { CoolingDown } from './ports.ts';
import type { Person, Subscriber } from './subscriber.ts';

/** Unanswered mails of a kind: this far apart in minutes, and two in this many hours, so that a form cannot flood a stranger's inbox. */
const apartMinutes = 10;
const twoInHours = 24;

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
  if (job.kind === 'confirmation') {
    const person = await world.subscribers.find(job.id);
    // Someone who is subscribed already gets the link to their settings: the page said "look in your inbox" to them as to everybody.
    if (person?.status === 'active') return mailSubscriber({ ...job, kind: 'link' }, world);
    if (person !== undefined && !mayBeAsked(person, world.clock.now()))
      return { outcome: 'excluded', why: 'suppressed' };
    return mailSignUp(job, world);
  }
  if (job.kind === 'on-demand') return mailOnDemand(job, world);
  return mailSubscriber({ ...job, kind: job.kind }, world);
}

/** Days between two lessons on demand: more would be a second course. */
export const onDemandDaysApart = 3;

/** A lesson that somebody asked for on a bad day, beside the course. */
async function mailOnDemand(job: AccountJob, world: SendingWorld): Promise<Outcome> {
  const { subscribers, ids, clock, series } = world;
  const kind = 'on-demand';
  const claim = newClaim(deliveryName({ kind, on: job.askedAt }), ids.fresh(), clock);
  const notSince = isoInstant(clock.now().subtract({ hours: onDemandDaysApart * 24 }));
  const taking = await takeClaim(job.id, kind, () => subscribers.claim(job.id, { kind, claim, notSince }), world);
  if (!taking.taken) return untaken(taking);
  const lesson = lessonOnDemand(series.of(taking.item));
  if (lesson === undefined) {
    await subscribers.releaseClaim(job.id, kind, claim.id);
    return { outcome: 'excluded', why: 'unknown' };
  }
  return mailPerson(taking.item, { kind, claim, template: lesson.mail, lesson: lesson.id }, world);
}

async function mailPerson(person: Person, about: MailSubject, world: SendingWorld): Promise<Outcome> {
  return handOver(person.id, about, () => mailTo(person, about, world), world);
}

/** May an address that was suppressed be asked once more whether it wants mail? Never after a complaint. */
function mayBeAsked({ suppression }: Subscriber, now: Temporal.Instant): boolean {
  if (suppression === undefined) return true;
  if (suppression.reason === 'complaint') return false;
  return Temporal.Instant.from(suppression.at).until(now).total('hours') >= bounceRestDays * 24;
}

async function mailSignUp(job: AccountJob, world: SendingWorld): Promise<Outcome> {
  const { subscribers, ids, clock } = world;
  const claim = newClaim(deliveryName({ kind: 'confirmation', on: job.askedAt }), ids.fresh(), clock);
  const request = { claim, ...coolingDown(clock.now()) };
  const taking = await takeClaim(job.id, 'confirmation', () => subscribers.claimSignUp(job.id, request), world);
  if (!taking.taken) return untaken(taking);
  const about = { kind: 'confirmation', claim, template: world.series.of(taking.item).mails.confirmation } as const;
  return handOver(job.id, about, () => confirmationTo(taking.item, claim, world), world);
}

async function mailSubscriber(
  job: AccountJob & { kind: Exclude<AccountJob['kind'], 'confirmation' | 'on-demand'> },
  world: SendingWorld,
): Promise<Outcome> {
  const { subscribers, ids, clock } = world;
  const { kind } = job;
  const claim = newClaim(deliveryName({ kind, on: job.askedAt }), ids.fresh(), clock);
  const request =
    kind === 'welcome' || kind === 'farewell' ? { kind, claim } : { kind, claim, ...coolingDown(clock.now()) };
  const taking = await takeClaim(job.id, kind, () => subscribers.claim(job.id, request), world);
  if (!taking.taken) return untaken(taking);
  return mailPerson(taking.item, { kind, claim, template: world.series.of(taking.item).mails[kind] }, world);
}

function untaken(taking: { because: 'condition' | 'live' | 'in-doubt'; item?: unknown }): Outcome {
  if (taking.because !== 'condition') return { outcome: 'blocked', by: taking.because };
  return { outcome: 'excluded', why: taking.item === undefined ? 'unknown' : 'cooling-down' };
}

function coolingDown(now: Temporal.Instant): CoolingDown {
  return {
    notSince: isoInstant(now.subtract({ minutes: apartMinutes })),
    twiceSince: isoInstant(now.subtract({ hours: twoInHours })),
  };
}
