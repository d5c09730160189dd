import type { Temporal } from 'temporal-polyfill';
import { type Coaching, coachingBetweenLessons, coachingFor } from '../course/coaching.ts';
import { announced } from '../course/announcing.ts';
import { anonymousFields } from './fields-for-anybody.ts';
import { latestLesson, nextLesson, nextLessonSlot } from '../course/course.ts';
import { isoInstant, localDateAt } from '../time/calendar.ts';
import type { Claim } from '../person/delivery.ts';
import { type DeliveryKind, mailKinds, type SignUpKind } from '../mail/mail-kinds.ts';
import { linksForPerson, linksForSignUp, type Site } from '../mail/mail-links.ts';
import { inboxId } from './mail-turns.ts';
import { noticeFields, type NoticeText } from '../course/notice.ts';
import type { Clock } from '../kit/ports.ts';
import type { Composer, OutgoingMail } from './mailer.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { SignUp } from '../person/records.ts';
import type { MailFields, MailTemplate, Series } from '../course/series.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import type { Person } from '../person/subscriber.ts';
import { type ContactsIn, numbersToCall } from '../course/whom-to-call.ts';
import { chartWeeks } from '../course/check-in-chart.ts';
import { hadOf, mayStop } from '../course/halfway.ts';
import { lookingBack } from '../course/look-back.ts';
import { datesIn } from '../time/words.ts';
import { formatSchedule } from '../person/preferences.ts';

/** Who sends, as it appears in every mail. */
export interface Sender {
  name: string;
  /** Address of weekly mail and of account mail: apart, so that their reputations stay apart. */
  weeklyFrom: string;
  accountFrom: string;
  /** Where answers go. */
  replyTo: string;
  /** Within how many days a person reads answers; undefined where nobody is known to. */
  repliesWithinDays?: number | undefined;
  postalAddress: string;
}

export interface MailingDeps {
  clock: Clock;
  keyring: Keyring;
  composer: Composer;
  series: SeriesLibrary;
  contacts: ContactsIn;
  sender: Sender;
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
  /** What the file names of pictures are added to, where the site does not serve them. */
  picturesUrl?: string;
}

/** What a mail is about. */
export interface EmailContext {
  kind: DeliveryKind;
  claim: Claim;
  template: MailTemplate;
  /** Present when the mail teaches or prompts a lesson. */
  lesson?: string;
  /** Which text of its lesson a reminder has, from 0. */
  text?: number;
  /** Slot date of a weekly mail. */
  localDate?: string;
  /** The notice that it is, where the operator wrote it. */
  notice?: { id: string; text: NoticeText };
}

/** Makes the mail for a confirmed person. */
export async function mailTo(person: Person, about: EmailContext, deps: MailingDeps): Promise<OutgoingMail> {
  const now = deps.clock.now();
  const then = afterwards(person, about, now);
  const series = spokenIn(about, person, deps);
  const { formatSlot, formatWithin } = datesIn(series.language);
  const next = nextLessonSlot(then, series, now);
  const coaching = coachingIn(about, person, series, now);
  // A lesson may be in another language than its reader: what it leads to is in theirs, where there is that.
  const site = siteIn(deps.series.of(person), deps);
  const link = linksFor(person, about, series, site);
  const isLesson = about.kind === 'lesson';
  // After a hard answer nothing is compared.
  const looksBack = isLesson && series.lookBack.includes(about.lesson ?? '') && coaching?.offers === undefined;
  const back = looksBack ? lookingBack(then, series) : {};
  const anybody = anonymousFields(site, deps.series.pathOf(series));
  const fields: MailFields = {
    ...anybody,
    firstName: person.firstName,
    schedule: formatSchedule(person.preferences, series.language, person.weeksBetween),
    replies: deps.sender.repliesWithinDays === undefined ? '' : formatWithin(deps.sender.repliesWithinDays),
    nextLesson: next === undefined ? '' : formatSlot(next),
    ...announced(person, then, about.kind === 'lesson' ? (about.lesson ?? '') : '', series),
    reminded: person.preferences.reminderDays.length === 0 ? '' : 'yes',
    coach: coaching?.text ?? '',
    offers: (coaching?.offers ?? []).flatMap((offer) => offered(offer, person, series, link, deps)),
    shortFirst: coaching?.short === undefined ? '' : 'yes',
    shortOnly: coaching?.short === 'only' ? 'yes' : '',
    plan: about.kind === 'reminder' && person.ownPlan?.lesson === about.lesson ? (person.ownPlan?.text ?? '') : '',
    tried: (isLesson || about.kind === 'completion') && latestLesson(series, person.sent)?.once ? 'yes' : '',
    // Then and now take the place of the chart.
    weeks: isLesson && (back.thenAndNow ?? []).length === 0 ? chartWeeks(then, series) : [],
    ...back,
    halfway: isLesson && about.lesson === series.halfway && mayStop(then, series) ? String(hadOf(then, series)) : '',
    stopped: person.stoppedAt === undefined ? '' : 'yes',
    notice: about.notice === undefined ? anybody.notice : noticeFields(about.notice.text),
    sender: { ...anybody.sender, address: deps.sender.weeklyFrom },
    link,
  };
  return outgoing(person.id, person.address, about, fields, series, deps);
}

/** Their series in the language of the email: what stands around a lesson is in the language of the lesson; a notice is in the first one, as it was written. */
function spokenIn({ kind }: EmailContext, person: Person, { series }: MailingDeps): Series {
  if (kind === 'notice') return series.of({ series: person.series });
  const isLesson = kind === 'lesson' || kind === 'reminder' || kind === 'on-demand';
  return isLesson ? series.withLessonsOf(person) : series.of(person);
}

function coachingIn(
  { kind, lesson = '', localDate }: EmailContext,
  person: Person,
  series: Series,
  now: Temporal.Instant,
): Coaching | undefined {
  if (kind === 'lesson') return coachingFor(person, lesson, series, now);
  // Somebody else wrote it, about something else.
  if (kind === 'notice') return undefined;
  // After a hard answer even a nudge, or a look back, does not begin as if nothing had been said. What they asked for comes as they asked for it.
  if (mailKinds[kind].queue === 'account') return undefined;
  return coachingBetweenLessons(person, series, localDate ?? localDateAt(now, person.preferences.zone));
}

/** What can be pressed below what the coaching says. */
function offered(
  offer: NonNullable<Coaching['offers']>[number],
  { preferences }: Person,
  { language, pages, merged: words }: Series,
  link: MailFields['link'],
  { contacts }: MailingDeps,
): MailFields['offers'] {
  switch (offer) {
    case 'numbers':
      return numbersToCall(contacts(language), preferences.zone, words);
    case 'first-numbers':
      return numbersToCall(contacts(language), preferences.zone, words, 1);
    case 'help':
      return [{ says: words.offers.help, href: link.help }];
    case 'bad-day':
      return pages.badDay === undefined ? [] : [{ says: words.offers.badDay, href: link.badDay }];
  }
}

/** The links of a person's mail, each with no more power than its page needs. */
function linksFor(person: Person, about: EmailContext, series: Series, site: MailingDeps & Site): MailFields['link'] {
  // The welcome brings no lesson. It leads to the one that comes first, to be read at once.
  const lesson = about.kind === 'welcome' ? nextLesson(series, person)?.id : about.lesson;
  return linksForPerson(
    person,
    { kind: about.kind, ...(lesson !== undefined && { lesson }) },
    site.series.pathOf({ id: person.series }),
    site,
  );
}

/** The same with the site in the language of a series. */
function siteIn(spoken: Series, deps: MailingDeps): MailingDeps & Site {
  return { ...deps, sitePath: deps.series.sitePathFor(spoken) };
}

/** The person as this mail will leave them: the lesson that it teaches is not the next one. */
function afterwards(person: Person, { kind, lesson, localDate }: EmailContext, now: Temporal.Instant): Person {
  if (kind !== 'lesson' || lesson === undefined || localDate === undefined) return person;
  return { ...person, sent: { ...person.sent, [lesson]: isoInstant(now) }, lessonSentOn: localDate };
}

/**
 * Makes a mail to an address that has not confirmed. It merges nothing that was typed: names are used to smuggle advertising.
 *
 * @param mover - who moves there, where it is a change of address
 */
export async function mailToSignUp(
  signUp: SignUp,
  about: EmailContext & { kind: SignUpKind },
  mover: Person | undefined,
  deps: MailingDeps,
): Promise<OutgoingMail> {
  const series = deps.series.of(signUp);
  const path = deps.series.pathOf(series);
  const next = mover && nextLessonSlot(mover, deps.series.of(mover), deps.clock.now());
  const site = siteIn(series, deps);
  const fields: MailFields = {
    ...anonymousFields(site, path),
    nextLesson: next === undefined ? '' : datesIn(series.language).formatSlot(next),
    link: linksForSignUp(signUp, { kind: about.kind, inbox: inboxId(signUp.address, deps) }, path, site),
  };
  return outgoing(signUp.id, signUp.address, about, fields, series, deps);
}

async function outgoing(
  id: string,
  address: string,
  about: EmailContext,
  fields: MailFields,
  series: Series,
  { sender, composer }: MailingDeps,
): Promise<OutgoingMail> {
  const { stream } = mailKinds[about.kind];
  const weekly = stream === 'weekly';
  const from = weekly ? sender.weeklyFrom : sender.accountFrom;
  const raw = await composer.compose({
    from: { name: sender.name, address: from },
    replyTo: sender.replyTo,
    to: address,
    subject: about.template.subject(fields),
    html: about.template.html(fields),
    text: about.template.text(fields),
    headers: {
      // RFC 3282.
      'Content-Language': series.language,
      ...(weekly ? weeklyHeaders(fields.link.unsubscribe, series, from) : { 'Auto-Submitted': 'auto-generated' }),
    },
  });
  return { stream, to: address, raw, tags: tagsOf(id, about, series) };
}

/** RFC 2369 and RFC 8058 (one-click), RFC 2919 (List-Id, constant for the series). AWS asks for the Post field after List-Unsubscribe. */
function weeklyHeaders(unsubscribeUrl: string, series: Series, from: string): Record<string, string> {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<${series.id}.${domain}>`,
    // Exchange asks for it before it leaves out "I am away".
    'X-Auto-Response-Suppress': 'OOF',
  };
}

/** SES message tags: they come back in every event about the mail. `ses:feedback-id-*` reach receivers, so they name no person. */
function tagsOf(id: string, about: EmailContext, series: Series): Record<string, string> {
  return {
    subscriber: id,
    claim: about.claim.id,
    delivery: about.localDate === undefined ? about.kind : `${about.kind}_${about.localDate}`,
    ...(about.lesson !== undefined && { lesson: about.lesson }),
    ...(about.text !== undefined && { text: String(about.text) }),
    ...(about.notice !== undefined && { notice: about.notice.id }),
    series: series.id,
    'ses:feedback-id-a': series.id,
    'ses:feedback-id-b': about.kind,
  };
}

/** The claim of a delivery, taken now. */
export function newClaim(delivery: string, id: string, clock: Clock): Claim {
  return { id, delivery, at: isoInstant(clock.now()) };
}
