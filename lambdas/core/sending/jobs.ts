import * as z from 'zod';
import { NoticeId } from '../person/notice-id.ts';
import { askedKinds, weeklyKinds } from '../mail/mail-kinds.ts';
import { SendTime } from '../person/preferences.ts';
import { isKnownZone } from '../time/zones.ts';

/** Messages on the queues. Every schema is strict about what it needs and silent about what it does not know. */

export const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const SubscriberId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export const Instant = z.iso.datetime();
const IdCharacter = z.string().regex(/^[A-Za-z0-9_-]$/);

/** As it is spelled where people stand: a slot keeps its name from the plan to the mail. */
const SlotZone = z.string().refine(isKnownZone);

const slot = { zone: SlotZone, localDate: LocalDate, localTime: SendTime, lessonTime: SendTime.optional() };

/** Most slots in one dispatch message: an idle tick with hundreds of zones costs few requests, a busy one still spreads out. */
export const slotsPerMessageMax = 10;

/** The slot was read before, and the index may have been behind: whoever is served already is passed over, and nothing is said of them. */
const again = z.literal(true).optional();

/** On the send queue: read who stands in these slots, in turn, and put their mails on the same queue. */
export const DispatchJob = z.object({
  slots: z.array(z.object(slot)).min(1).max(slotsPerMessageMax),
  /** The first slot was served through this subscriber already. */
  after: SubscriberId.optional(),
  /** Only the part of a crowded slot whose subscriber ids begin with one of these characters' span, first and last. */
  part: z.object({ first: IdCharacter, last: IdCharacter }).optional(),
  again,
});
export type DispatchJob = z.infer<typeof DispatchJob>;

/** Most subscribers in one send message. */
export const batchSizeMax = 50;

/** On the send queue: one kind of mail of one slot for a batch of subscribers. */
export const SendJob = z.object({
  ...slot,
  kind: z.enum(weeklyKinds),
  ids: z.array(SubscriberId).min(1).max(batchSizeMax),
  /** How often these subscribers were put back because another claim was in the way. */
  attempt: z.number().int().min(0).default(0),
  again,
});
export type SendJob = z.infer<typeof SendJob>;

/** On the account queue: one mail that a person is waiting for. */
export const AccountJob = z.object({
  kind: z.enum(askedKinds),
  id: SubscriberId,
  /** When it was asked for. */
  askedAt: Instant,
  attempt: z.number().int().min(0).default(0),
  /** Of an import or a nightly run, whose mail nobody waits for: not before this, and in turn with weekly mail, by the cap of a warm-up as well. */
  notBefore: Instant.optional(),
});
export type AccountJob = z.infer<typeof AccountJob>;

/** On the send queue: go on with the walk over everybody that brings this notice. */
export const NoticeJob = z.object({ notice: NoticeId });
export type NoticeJob = z.infer<typeof NoticeJob>;

/** Any of them, as the sender sees them: both queues feed it. */
export const SenderJob = z.union([SendJob, AccountJob, DispatchJob, NoticeJob]);
export type SenderJob = z.infer<typeof SenderJob>;
