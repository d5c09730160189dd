import { Temporal } from 'temporal-polyfill';
import { countConfirmationBounce } from '../sending/bounce-brake.ts';
import { isoInstant } from '../time/calendar.ts';
import type { EventBatch } from '../sending/in-doubt.ts';
import { isToSignUp, mailKinds } from '../mail/mail-kinds.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { RequestCounters } from '../kit/request-counters.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { ourTags, type OurTags, type SesEvent } from './ses-event.ts';
import { isPerson, type Person } from '../person/subscriber.ts';
import { timings } from '../kit/timings.ts';
import { addSoftBounce, isSuppressedBySoftBounces } from './soft-bounces.ts';

export interface FeedbackDeps {
  clock: Clock;
  limits: RequestCounters;
  subscribers: Pick<
    Subscribers,
    'find' | 'glance' | 'findSignUp' | 'heldClaim' | 'recordSent' | 'suppress' | 'recordSoftBounces' | 'recordProblem'
  >;
  log: Log;
}

/**
 * Takes in what SES says about one mail. Events come twice, late and in any order; every step may be repeated.
 */
export async function handleSesEvent(event: SesEvent, deps: FeedbackDeps): Promise<void> {
  const tags = ourTags(event);
  deps.log.count(`event.${event.eventType}`);
  if (tags === undefined) return;
  switch (event.eventType) {
    case 'Send':
      return settle(tags, event, deps);
    case 'Reject':
      // SES took the mail and found a virus in it: ours to mend, not the person's doing.
      deps.log.error('mail.rejected-by-ses', { subscriber: tags.subscriber, delivery: tags.kind });
      return problem(tags, event, 'rejected', event.mail.messageId, event.reject?.reason, deps);
    case 'Bounce':
      await settle(tags, event, deps);
      return bounce(tags, event, deps);
    case 'Complaint':
      await settle(tags, event, deps);
      return complaint(tags, event, deps);
    default:
      return event satisfies never;
  }
}

/** What came by the event feed and tells nothing that we need of a mail of ours: counted, so that it is seen, and done with. */
export function passOver(kind: string, log: Pick<Log, 'count' | 'info'>): void {
  log.count(`event.${kind}`);
  log.info('event.passed-over', { kind });
}

/** Any event about a mail proves that SES took it: a claim that still stands for it is confirmed. */
async function settle(tags: OurTags, event: SesEvent, { subscribers, log }: FeedbackDeps): Promise<void> {
  // Nearly always the sender has confirmed already; reads cost less than a write that fails.
  if (await isRecorded(tags, subscribers)) return;
  const held = await subscribers.heldClaim(tags.subscriber, tags.kind);
  if (held?.id !== tags.claim) return;
  const confirmed = await subscribers.recordSent(tags.subscriber, {
    kind: tags.kind,
    claimId: tags.claim,
    at: isoInstant(Temporal.Instant.from(event.mail.timestamp)),
    ...(tags.localDate !== undefined && { localDate: tags.localDate }),
    ...(tags.lesson !== undefined && { lesson: tags.lesson }),
    ...(tags.text !== undefined && { text: tags.text }),
    ...(tags.series !== undefined && { series: tags.series }),
    ...(tags.notice !== undefined && { notice: tags.notice }),
  });
  if (confirmed) log.info('claim.settled', { subscriber: tags.subscriber, claim: tags.claim, by: event.eventType });
}

/** Is this mail of a slot, or this notice, written down as sent? If so, no claim for it is left, and none can come. False proves nothing. */
async function isRecorded(
  { subscriber, kind, localDate, notice }: OurTags,
  subscribers: Pick<Subscribers, 'glance'>,
): Promise<boolean> {
  const { limit } = mailKinds[kind];
  const isWritten = (person: Person) => {
    if ('perSlot' in limit) return person[limit.perSlot] === localDate;
    return 'perNotice' in limit && notice !== undefined && person[limit.perNotice]?.includes(notice) === true;
  };
  if (localDate === undefined && notice === undefined) return false;
  // Whoever cannot be read as a person has a claim all the same.
  const person = await subscribers.glance(subscriber).catch(() => undefined);
  return isPerson(person) && isWritten(person);
}

async function bounce(tags: OurTags, event: SesEvent & { eventType: 'Bounce' }, deps: FeedbackDeps): Promise<void> {
  const { bounceType = 'Undetermined', bounceSubType, timestamp, feedbackId } = event.bounce;
  const { subscribers, log } = deps;
  const id = feedbackId ?? `bounce-${event.mail.messageId}`;
  await problem(tags, event, `bounce-${bounceType.toLowerCase()}`, id, bounceSubType, deps);
  const at = isoInstant(Temporal.Instant.from(timestamp ?? event.mail.timestamp));
  const kind = kindOfBounce(bounceType, bounceSubType);
  log.count(`bounce.${kind}`);
  if (kind === 'permanent') {
    await subscribers.suppress(tags.subscriber, 'bounced', { reason: 'bounce', at });
    log.info('subscriber.bounced', { subscriber: tags.subscriber, subType: bounceSubType ?? '' });
    if (isToSignUp(tags.kind)) {
      const signUp = await subscribers.findSignUp(tags.subscriber);
      if (signUp !== undefined) await countConfirmationBounce(signUp.consent.source, deps);
    }
    return;
  }
  if (kind !== 'mailbox-full') return;
  const person = await subscribers.find(tags.subscriber);
  if (!isPerson(person)) return;
  const softBounces = addSoftBounce(person.softBounces ?? [], { at, id });
  await subscribers.recordSoftBounces(tags.subscriber, softBounces);
  if (isSuppressedBySoftBounces({ ...person, softBounces })) {
    await subscribers.suppress(tags.subscriber, 'bounced', { reason: 'soft-bounces', at });
    log.info('subscriber.bounced', { subscriber: tags.subscriber, subType: 'repeated-transient' });
  }
}

/**
 * What a bounce means for the person. Only a mailbox that is gone or full is theirs.
 *
 * SES tells an automatic answer ("I am away") as a bounce of a mail that was delivered: Transient General, or Undetermined where it cannot read
 * the answer (Developer Guide, "Bounce types"). Our own time limit and our own content are not the person's doing either, nor is a sub-type that is new.
 */
function kindOfBounce(type: string, subType: string | undefined): 'permanent' | 'mailbox-full' | 'not-theirs' {
  if (type === 'Permanent') return 'permanent';
  return type === 'Transient' && subType === 'MailboxFull' ? 'mailbox-full' : 'not-theirs';
}

async function complaint(
  tags: OurTags,
  event: SesEvent & { eventType: 'Complaint' },
  deps: FeedbackDeps,
): Promise<void> {
  const { complaintFeedbackType, timestamp, feedbackId } = event.complaint ?? {};
  // "not-spam" is the opposite of a complaint: somebody took our mail out of the spam folder.
  if (complaintFeedbackType === 'not-spam') return;
  await problem(
    tags,
    event,
    'complaint',
    feedbackId ?? `complaint-${event.mail.messageId}`,
    complaintFeedbackType,
    deps,
  );
  const at = isoInstant(Temporal.Instant.from(timestamp ?? event.mail.timestamp));
  await deps.subscribers.suppress(tags.subscriber, 'complained', { reason: 'complaint', at });
  deps.log.info('subscriber.complained', { subscriber: tags.subscriber });
}

async function problem(
  tags: OurTags,
  event: SesEvent,
  code: string,
  key: string,
  detail: string | undefined,
  { subscribers }: FeedbackDeps,
): Promise<void> {
  await subscribers.recordProblem(tags.subscriber, {
    at: isoInstant(Temporal.Instant.from(event.mail.timestamp)),
    key,
    code,
    delivery: tags.localDate === undefined ? tags.kind : `${tags.kind}:${tags.localDate}`,
    ...(detail !== undefined && { detail }),
  });
}

/** What a batch of events, all taken in, tells of the feed; undefined without a send event. Probes count: that is what they are for. */
export function hearingOf(events: SesEvent[], now: Temporal.Instant): EventBatch | undefined {
  const sends = events.filter(({ eventType }) => eventType === 'Send');
  if (sends.length === 0) return undefined;
  const late = sends.some(
    ({ mail }) => Temporal.Instant.from(mail.timestamp).until(now).total('seconds') > timings.late,
  );
  return { at: isoInstant(now), late };
}
