import { Temporal } from 'temporal-polyfill';
import { isoInstant, secondsBetween } from '../time/calendar.ts';
import { isDaytime, nextMorning } from '../time/quiet-hours.ts';
import { isKnownZone } from '../time/zones.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import type { CircuitBreaker } from '../kit/send-control-state.ts';
import { delaySecondsMax, timings, timeToBeginMs } from '../kit/timings.ts';
import { deliveryName } from '../mail/mail-kinds.ts';
import type { Person } from '../person/subscriber.ts';
import { acquireClaim } from './claiming.ts';
import { eventsOnlySeconds } from './in-doubt.ts';
import type { NoticeJob } from './jobs.ts';
import { mailTo, newClaim } from './mailing.ts';
import type { Outcome } from './outcome.ts';
import type { Queues } from './queues.ts';
import { requestSendPermit } from './send-control.ts';
import { reportToSendControl, type SendingDeps } from './sending.ts';
import { submitEmail } from './submitting.ts';
import { inTurn } from './turns.ts';
import { afterMoving, isPast, newWalk, whyNotFor, type Notice, type NoticeText, type Walk } from '../course/notice.ts';
import type { Notices, PeoplePages } from './notices.ts';

/**
 * How a notice reaches everybody: one run after the other walks over all people in the table and sends to whoever may get it now.
 *
 * ```
 * every tick: is its walk due? ──► one message on the send queue ──► a run takes the walk ──► a page of people ──► write how far ──► next page …
 *                                                                                          └ each: turn ─► claim ─► SES ─► confirm
 * ```
 *
 * Whatever is lost or comes twice, the claim of each person decides. A run that dies leaves the walk to the next one, from the page that it was at. Only
 * one run is at work, however many notices there are, with one sender's share of the account's rate: of `sendConcurrency` senders all but one are left to
 * lessons.
 */
export interface NoticeDeps extends SendingDeps {
  notices: Pick<Notices, 'begin' | 'keep' | 'text'>;
  crowd: PeoplePages;
  queues: SendingDeps['queues'] & Pick<Queues, 'notices'>;
}

/** Persons served at once. */
const concurrency = 10;

/** Seconds after which somebody is tried again whose mail had trouble: as for lessons, since probes of the event feed are sent on that way. */
const troubleSeconds = delaySecondsMax;

/** Goes on with the walk of a notice, as far as the time of this run lets it. */
export async function walkNotice(
  { notice: id }: NoticeJob,
  deps: NoticeDeps,
  remainingMs: () => number,
): Promise<void> {
  const run = deps.ids.fresh();
  const now = () => isoInstant(deps.clock.now());
  const until = () => isoInstant(deps.clock.now().add({ seconds: timings.claimLife }));
  const notice = await deps.notices.begin(id, { id: run, until: until() }, now());
  if (notice === undefined) return;
  const keep = (walk: Walk, more: { until?: string; finished?: NonNullable<Notice['finished']> } = {}) =>
    deps.notices.keep(id, run, { walk, ...more });
  const goOn = (delaySeconds = 0) => deps.queues.notices([{ notice: id }], delaySeconds);

  let { walk } = notice;
  if (isPast(notice, deps.clock.now())) {
    deps.log.error('notice.not-finished', { notice: id, left: walk.left });
    await keep(walk, { finished: { at: now(), late: true } });
    return;
  }
  const text = await deps.notices.text(id);
  if (text === undefined) throw new Error(`The notice ${id} has no text.`);
  for (;;) {
    const page = await deps.crowd.page(walk.after);
    for (const person of page.unreadable)
      deps.log.error('notice.person-unreadable', { notice: id, subscriber: person });
    const served = await servePage(page.people, { ...notice, text }, deps, remainingMs);
    if (served.ended !== undefined) {
      // The page is gone over once more: whoever had it is known by then. What is held goes on with a tick.
      if ((await keep({ ...walk, sent: walk.sent + served.sent })) && served.ended !== 'held') await goOn();
      return;
    }
    walk = stepped(walk, served, page.after);
    if (page.after === undefined) break;
    if (timeToBeginMs(remainingMs()) <= 0) {
      if (await keep(walk)) await goOn();
      return;
    }
    if (!(await keep(walk, { until: until() }))) return;
  }
  if (walk.sent === 0 && walk.left === 0) {
    if (await keep(walk, { finished: { at: now() } })) deps.log.info('notice.finished', { notice: id });
    return;
  }
  const next = nextPass(walk);
  const isOurs = await keep(next);
  // The next pass begins with a tick, so that no fault can make one follow the other at once. Who had trouble is tried after a fixed time, as for lessons.
  const inSeconds = next.nextAt === undefined ? Infinity : secondsBetween(now(), next.nextAt);
  if (isOurs && inSeconds <= delaySecondsMax) await goOn(Math.max(0, Math.ceil(inSeconds)));
}

/** The walk after a page. */
function stepped({ pass, sent, left, soonest }: Walk, served: Served, after: Walk['after']): Walk {
  const first = earliest(soonest, served.soonest);
  return {
    pass,
    sent: sent + served.sent,
    left: left + served.left,
    ...(after !== undefined && { after }),
    ...(first !== undefined && { soonest: first }),
  };
}

/** Once more over everybody: for those who are left, and for whoever moved past the walk to another address. */
function nextPass({ pass, soonest }: Walk): Walk {
  return { ...newWalk, pass: pass + 1, ...(soonest !== undefined && { nextAt: soonest }) };
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

interface Served {
  sent: number;
  left: number;
  soonest: string | undefined;
  /** Why the run ends within the page: its time is up, or no mail goes out now. */
  ended: 'no-time' | 'held' | undefined;
}

async function servePage(
  people: readonly Person[],
  notice: Notice & { text: NoticeText },
  deps: NoticeDeps,
  remainingMs: () => number,
): Promise<Served> {
  const now = deps.clock.now();
  const served: Served = { sent: 0, left: 0, soonest: undefined, ended: undefined };
  const later = (at: Temporal.Instant) => {
    served.left += 1;
    served.soonest = earliest(served.soonest, isoInstant(at));
  };
  const awake: Person[] = [];
  for (const person of people) {
    const { zone } = person.preferences;
    // As a record that cannot be read: one must not end the walk for everybody behind it.
    if (!isKnownZone(zone)) {
      deps.log.error('notice.person-unreadable', { notice: notice.id, subscriber: person.id });
      continue;
    }
    const arriving = afterMoving(person);
    const why = whyNotFor(arriving ?? person, notice, now);
    if (why === 'lesson-not-had' && isLessonInDoubt(person, now)) later(now.add({ seconds: troubleSeconds }));
    if (why !== undefined) continue;
    const doubtful = inDoubtUntil(person, notice);
    if (arriving !== undefined) later(now.add({ seconds: troubleSeconds }));
    else if (doubtful !== undefined && Temporal.Instant.compare(now, doubtful) < 0) later(doubtful);
    else if (isDaytime(zone, now)) awake.push(person);
    else later(nextMorning(zone, now));
  }
  if (awake.length === 0) return served;
  if (isForOthersToTry((await deps.control.gate()).circuit, now)) return { ...served, ended: 'held' };
  const permit = await requestSendPermit(deps);
  if (!permit.granted) {
    deps.log.warn('notice.waits', { notice: notice.id, because: permit.because });
    return { ...served, ended: 'held' };
  }
  await mapConcurrent(permit.all ? concurrency : 1, awake, async ({ id }) => {
    if (served.ended !== undefined) return;
    const outcome = await inTurn(id, timeToBeginMs(remainingMs()), deps, async (): Promise<Outcome> =>
      served.ended === undefined ? serve(id, notice, deps) : { outcome: 'not-begun' },
    ).catch((cause: unknown): Outcome => ({ outcome: 'failed', cause }));
    report(id, notice, outcome, deps);
    if (await reportToSendControl(outcome, permit, deps.log)) served.ended = 'held';
    if (outcome.outcome === 'sent') served.sent += 1;
    else if (outcome.outcome === 'not-begun') served.ended ??= 'no-time';
    else if (outcome.outcome === 'refused' && outcome.reason !== 'rate') served.ended = 'held';
    else if (outcome.outcome !== 'excluded') later(now.add({ seconds: troubleSeconds }));
  });
  return served;
}

/**
 * The one email that tries whether the day has room again is better a lesson: a notice may be held by the day's reserve. Where no other mail was there to
 * try for a quarter hour, a notice does, or it would wait for a lesson that comes next week.
 */
function isForOthersToTry(circuit: CircuitBreaker | undefined, now: Temporal.Instant): boolean {
  return circuit?.reason === 'quota' && secondsBetween(circuit.retryAt, isoInstant(now)) < delaySecondsMax;
}

/** They may have had the lesson that a notice is about: the event of its email says so, or that email is sent. */
function isLessonInDoubt({ claim }: Person, now: Temporal.Instant): boolean {
  const isLesson = claim?.delivery.startsWith(deliveryName({ kind: 'lesson', on: '' })) === true;
  return isLesson && secondsBetween(claim.at, isoInstant(now)) >= timings.claimLife;
}

/**
 * When it makes sense to ask again for somebody who may have this notice already. Before that its own event settles it, and nobody has to go over everybody
 * each quarter hour.
 */
function inDoubtUntil({ claim }: Person, { id }: Notice): Temporal.Instant | undefined {
  if (claim === undefined || claim.delivery !== deliveryName({ kind: 'notice', on: id })) return undefined;
  return Temporal.Instant.from(claim.at).add({ seconds: eventsOnlySeconds(claim) });
}

async function serve(id: string, notice: Notice & { text: NoticeText }, deps: NoticeDeps): Promise<Outcome> {
  const kind = 'notice';
  const claim = newClaim(deliveryName({ kind, on: notice.id }), deps.ids.fresh(), deps.clock);
  const request = { kind, notice: notice.id, claim } as const;
  const taking = await acquireClaim(id, kind, () => deps.subscribers.claim(id, request), deps);
  if (!taking.taken) {
    if (taking.because !== 'condition') return { outcome: 'blocked', by: taking.because };
    return { outcome: 'excluded', why: taking.item === undefined ? 'unknown' : 'already-sent' };
  }
  const person = taking.item;
  // As they are now, at the last moment: they may have paused since the page was read.
  if (whyNotFor(person, notice, deps.clock.now()) !== undefined) {
    await deps.subscribers.releaseClaim(id, kind, claim.id);
    return { outcome: 'excluded', why: 'not-for-them' };
  }
  const about = {
    kind,
    claim,
    // The operator wrote it in one language.
    template: deps.series.of({ series: person.series }).notice,
    notice: { id: notice.id, text: notice.text },
  } as const;
  return submitEmail(id, about, () => mailTo(person, about, deps), deps);
}

function report(id: string, notice: Notice, outcome: Outcome, { log }: NoticeDeps): void {
  log.count(`notice.${outcome.outcome}`);
  const fields = { subscriber: id, delivery: deliveryName({ kind: 'notice', on: notice.id }) };
  if (outcome.outcome === 'excluded') log.info('delivery.excluded', { ...fields, why: outcome.why });
  if (outcome.outcome === 'failed') log.error('delivery.failed', fields, outcome.cause);
}
