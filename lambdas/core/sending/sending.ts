import type { Slot } from '../time/calendar.ts';
import { acquireClaim, type ClaimingDeps } from './claiming.ts';
import { owedBy, type ExclusionReason } from '../course/course.ts';
import type { Claim } from '../person/delivery.ts';
import { requestSendPermit, type SendPermit } from './send-control.ts';
import { submitEmail, type HandoverDeps } from './submitting.ts';
import type { SendJob } from './jobs.ts';
import { deliveryName } from '../mail/mail-kinds.ts';
import { mailTo, newClaim, type MailingDeps, type EmailContext } from './mailing.ts';
import { isLastAttempt, tryAgain, type Outcome } from './outcome.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import type { ClosedInboxes } from './closed-inboxes.ts';
import type { Ids, Log } from '../kit/ports.ts';
import type { RequestCounters } from '../kit/request-counters.ts';
import type { MailTurns } from './mail-turns.ts';
import type { Mailer, Turns } from './mailer.ts';
import type { Queues } from './queues.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { isCivilHour } from '../time/quiet-hours.ts';
import { isPerson, type Person, type Subscriber } from '../person/subscriber.ts';
import { delaySecondsMax, timeToBeginMs } from '../kit/timings.ts';
import { inTurn } from './turns.ts';

export interface SendingDeps extends MailingDeps, HandoverDeps, ClaimingDeps {
  ids: Ids;
  outbox: Mailer & Turns;
  subscribers: Subscribers;
  queues: Pick<Queues, 'send' | 'account'>;
  limits: RequestCounters;
  mailTurns: MailTurns;
  closedInboxes: Pick<ClosedInboxes, 'isClosed'>;
  log: Log;
}

/** Persons served at once within a batch. */
const concurrency = 10;

/** Serves a batch, each person by themselves, and puts back on the queue whoever has to be tried again. */
export async function sendBatch(job: SendJob, deps: SendingDeps, remainingMs: () => number): Promise<void> {
  const { zone, localDate, localTime, lessonTime } = job;
  const slot: Slot = { zone, localDate, localTime, lessonTime };
  if (!isCivilHour(slot, deps.clock.now())) {
    await deps.queues.send([job], delaySecondsMax);
    return;
  }
  if (job.again) return passOnOwed(job, slot, deps);
  const leave = await requestSendPermit(deps);
  if (!leave.granted) {
    deps.log.warn('batch.waits', { because: leave.because, people: job.ids.length });
    await deps.queues.send([job], leave.delaySeconds);
    return;
  }
  /** Once the batch stops, what becomes of everybody who was not begun: the same, so that they stay together. */
  let rest: Outcome | undefined;
  const outcomes = await mapConcurrent(leave.all ? concurrency : 1, job.ids, async (id): Promise<Outcome> => {
    if (rest !== undefined) return rest;
    const outcome = await inTurn(
      id,
      timeToBeginMs(remainingMs()),
      deps,
      async () => rest ?? sendTo(id, job.kind, slot, deps),
    ).catch((cause: unknown): Outcome => ({ outcome: 'failed', cause }));
    if (outcome.outcome === 'not-begun') return (rest ??= outcome);
    if (await reportToSendControl(outcome, leave, deps.log)) rest ??= { outcome: 'not-begun' };
    return outcome;
  });
  await requeue(job, outcomes, deps);
}

/**
 * Of a slot that is read again, puts those on the queue who are owed a mail and are in no other job. A claim that fails costs as much as one that
 * is taken, and nearly everybody was served the first time: reading them costs a tenth.
 */
async function passOnOwed(again: SendJob, slot: Slot, deps: SendingDeps): Promise<void> {
  const { again: _, ...job } = again;
  const { halted, circuit } = await deps.control.gate();
  if (halted !== undefined || circuit !== undefined) {
    // Those of the first reading wait as well: who is left over will be known when they went out.
    await deps.queues.send([again], delaySecondsMax);
    return;
  }
  const delivery = deliveryName({ kind: job.kind, on: slot.localDate });
  const isOwed = async (id: string) => {
    const person = await deps.subscribers.glance(id);
    if (!isPerson(person) || person.claim?.delivery === delivery) return false;
    return owedBy(slot, job.kind, person, deps.series.of(person), deps.clock.now()).owed !== 'nothing';
  };
  // Whoever cannot be read is tried like everybody, and fails alone.
  const owed = await mapConcurrent(concurrency, job.ids, (id) => isOwed(id).catch(() => true));
  const ids = job.ids.filter((_id, index) => owed[index]);
  if (ids.length > 0) await deps.queues.send([{ ...job, ids }]);
}

/**
 * Tells the gate how a mail fared; true when no more may follow: the circuit broke, or this was the one mail that tried it. Where the gate cannot be
 * written, the next refusal, or the next mail that tries, tells it again; those of this batch must be put back all the same.
 */
export async function reportToSendControl(
  outcome: Outcome,
  leave: SendPermit & { granted: true },
  log: Log,
): Promise<boolean> {
  const refused = outcome.outcome === 'refused' ? outcome : undefined;
  await leave
    .report({ sent: outcome.outcome === 'sent', ...(refused && { refused }) })
    .catch((cause: unknown) => log.error('circuit.not-written', {}, cause));
  const broken = refused?.reason === 'account' || refused?.reason === 'quota';
  return broken || (!leave.all && (outcome.outcome === 'sent' || refused !== undefined));
}

async function sendTo(id: string, kind: SendJob['kind'], slot: Slot, deps: SendingDeps): Promise<Outcome> {
  const claim = newClaim(deliveryName({ kind, on: slot.localDate }), deps.ids.fresh(), deps.clock);
  const taking = await acquireClaim(id, kind, () => deps.subscribers.claim(id, { kind, slot, claim }), deps);
  if (!taking.taken) {
    if (taking.because !== 'condition') return { outcome: 'blocked', by: taking.because };
    return { outcome: 'excluded', why: whyNot(slot, kind, taking.item, deps) };
  }
  const person = taking.item;
  const about = subjectFor(slot, kind, person, claim, deps);
  if (typeof about === 'string') {
    await deps.subscribers.releaseClaim(id, kind, claim.id);
    return { outcome: 'excluded', why: about };
  }
  return submitEmail(id, about, () => mailTo(person, about, deps), deps);
}

function subjectFor(
  slot: Slot,
  kind: SendJob['kind'],
  person: Person,
  claim: Claim,
  deps: SendingDeps,
): EmailContext | ExclusionReason {
  const series = deps.series.of(person);
  const owed = owedBy(slot, kind, person, series, deps.clock.now());
  const about = { claim, localDate: slot.localDate };
  switch (owed.owed) {
    case 'lesson':
      return { ...about, kind: 'lesson', template: owed.lesson.mail, lesson: owed.lesson.id };
    case 'reminder':
      return {
        ...about,
        kind: 'reminder',
        template: owed.lesson.reminders[owed.text]!,
        lesson: owed.lesson.id,
        text: owed.text,
      };
    case 'completion':
      return { ...about, kind: 'completion', template: series.mails.completion };
    case 'nothing':
      return owed.why;
    default:
      return owed satisfies never;
  }
}

function whyNot(
  slot: Slot,
  kind: SendJob['kind'],
  person: Subscriber | undefined,
  deps: SendingDeps,
): ExclusionReason | 'unknown' {
  if (person === undefined) return 'unknown';
  if (!isPerson(person)) return 'not-subscribed';
  const owed = owedBy(slot, kind, person, deps.series.of(person), deps.clock.now());
  // The conditions of the claim are the rules of `owedBy`; where they seem to disagree, the person changed in between and the slot was served.
  return owed.owed === 'nothing' ? owed.why : 'already-sent';
}

/**
 * Puts people back: those who wait for the same thing together, those who failed alone, so that one person's trouble holds up nobody and
 * a message in the dead-letter queue names one person.
 */
async function requeue(job: SendJob, outcomes: Outcome[], deps: SendingDeps): Promise<void> {
  const waiting = new Map<string, { delaySeconds: number; attempt: number; ids: string[] }>();
  const failed: string[] = [];
  const slot = `${job.zone}|${job.localDate}|${job.localTime}`;
  for (const [index, outcome] of outcomes.entries()) {
    const id = job.ids[index]!;
    report(id, job, outcome, deps.log);
    if (outcome.outcome === 'failed') failed.push(id);
    const again = outcome.outcome === 'failed' ? undefined : tryAgain(outcome);
    if (again === undefined) continue;
    const attempt = job.attempt + (again.counts ? 1 : 0);
    if (isLastAttempt(attempt)) {
      deps.log.error('delivery.postponed', { subscriber: id, kind: job.kind, slot, attempt });
      continue;
    }
    const key = `${again.delaySeconds}/${attempt}`;
    const group = waiting.get(key) ?? { delaySeconds: again.delaySeconds, attempt, ids: [] };
    group.ids.push(id);
    waiting.set(key, group);
  }
  for (const { delaySeconds, attempt, ids } of waiting.values()) {
    await deps.queues.send([{ ...job, ids, attempt }], delaySeconds);
  }
  if (failed.length === 0) return;
  if (job.ids.length === 1) {
    const [outcome] = outcomes;
    throw new Error(`Sending failed for subscriber ${failed[0]}`, {
      cause: outcome?.outcome === 'failed' ? outcome.cause : undefined,
    });
  }
  await deps.queues.send(failed.map((id) => ({ ...job, ids: [id] })));
}

function report(id: string, job: SendJob, outcome: Outcome, log: Log): void {
  log.count(`${job.kind}.${outcome.outcome}`);
  const fields = {
    subscriber: id,
    delivery: deliveryName({ kind: job.kind, on: job.localDate }),
    attempt: job.attempt,
  };
  if (outcome.outcome === 'excluded') log.info('delivery.excluded', { ...fields, why: outcome.why });
  if (outcome.outcome === 'failed') log.error('delivery.failed', fields, outcome.cause);
}
