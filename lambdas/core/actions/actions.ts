import * as z from 'zod';
import { isoInstant } from '../time/calendar.ts';
import { isOwedAgain, latestLesson } from '../course/course.ts';
import { mayStop } from '../course/halfway.ts';
import type { Lesson } from '../course/series.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { type Link, links } from '../mail/links.ts';
import { together } from '../kit/parallel.ts';
import { EmailAddress } from '../person/address.ts';
import { Note, noteMax } from '../person/note.ts';
import { FirstName, SendTime, Zone } from '../person/preferences.ts';
import type { SignUp } from '../person/records.ts';
import { isPerson, isSubscribed, type Person, type Subscriber } from '../person/subscriber.ts';
import { datesIn } from '../time/words.ts';
import {
  canSwitchTo,
  changeLessonTime,
  changeName,
  changeSeries,
  changeZone,
  type ChangingDeps,
  pauseDaysMax,
  pauseUntil,
  resume,
} from './changing.ts';
import { repeatLesson } from './course-changes.ts';
import { eraseSubscriber, type ErasingDeps } from './erasing.ts';
import { goOn, stopHere } from './stopping.ts';
import { leave, type UnsubscribeDeps } from './unsubscribing.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { askToMove, type MovingDeps, moveSource } from './changing-address.ts';

/** Who asks for an action: the person by their own link, or the operator to whom the person wrote. */
type Asker = 'person' | 'operator';

export interface ActionDeps extends ChangingDeps, UnsubscribeDeps, ErasingDeps {
  subscribers: MovingDeps['subscribers'] & Pick<Subscribers, 'findSignUp'>;
  series: Pick<SeriesLibrary, 'all' | 'find' | 'of'>;
  /** Fetched for the one action that needs it: few may know the keys. */
  keyring: () => Promise<Pick<Keyring, 'subscriberId'>>;
  by: Asker;
}

/** What is stored under an id. */
export interface PersonRecord {
  person: Subscriber | undefined;
  signUp: SignUp | undefined;
}

/** The one thing that an action may need to know. */
export interface ActionInput<Value = unknown> {
  /** As an argument of a command. */
  name: string;
  description: string;
  example: string;
  /** Over a field of a form. */
  label: string;
  type: 'date' | 'email' | 'series' | 'text' | 'time' | 'weekday' | 'zone';
  /** What a form shows at first, to be changed or emptied. */
  stored?: (person: Person) => string | undefined;
  /** Reads what was typed; its messages say what is wrong. */
  schema: (deps: Pick<ActionDeps, 'series'>) => z.ZodType<Value, string>;
}

interface Row<Value> {
  /** On a button. */
  title: string;
  /** In the help of a command. */
  description: string;
  input?: ActionInput<Value>;
  /** What has to be said first, in the middle of a sentence: the server refuses the action without that. */
  sure?: string;
  /** Seldom asked for: pages fold it away. */
  rare?: true;
  /** Who may offer it: people on this page of theirs, and operators. */
  by: { person: Link | undefined; operator: boolean };
  /** Is there something for it to do? Whoever is offered it can do it; what it decides itself is about this very moment. */
  allowed: (known: PersonRecord, deps: Pick<ActionDeps, 'series' | 'clock'>) => boolean;
  /** When it is allowed, for askers for whom it did nothing. */
  refused: string;
  /** @returns whether anything was changed, or was so already */
  take: (id: string, deps: ActionDeps, input: Value) => Promise<boolean>;
  /** What is said afterwards. */
  done: string;
}

export interface Action extends Omit<Row<unknown>, 'take'> {
  take: (id: string, typed: string, deps: ActionDeps) => Promise<boolean | { unreadable: string }>;
}

function action<Value>({ take, ...row }: Row<Value>): Action {
  return {
    ...row,
    take: async (id, typed, deps) => {
      if (row.input === undefined) return take(id, deps, undefined as Value);
      const read = row.input.schema(deps).safeParse(typed);
      return read.success ? take(id, deps, read.data) : { unreadable: read.error.issues[0]!.message };
    },
  };
}

const isActive = ({ person }: PersonRecord) => isPerson(person) && person.status === 'active';
const isSubscriber = ({ person }: PersonRecord) => isSubscribed(person);

/** The lesson that somebody had last, of a series that is offered. */
function lastLessonOf({ person }: PersonRecord, { series }: Pick<ActionDeps, 'series'>): Lesson | undefined {
  const theirs = isPerson(person) ? series.find(person.series) : undefined;
  return isPerson(person) && theirs !== undefined ? latestLesson(theirs, person.sent) : undefined;
}

/** Did the owner of an address sign up, and has yet to confirm? */
function isToConfirm({ person, signUp }: PersonRecord, { clock }: Pick<ActionDeps, 'clock'>): boolean {
  const isOpen = signUp !== undefined && signUp.expiresAt > isoInstant(clock.now());
  return isOpen && person?.status !== 'active' && person?.suppression?.reason !== 'complaint';
}

const Weekday = z
  .string()
  .transform(datesIn('en').weekdayNamed)
  .pipe(z.number('This is not a weekday such as friday.'));

/**
 * What people may ask for, by the name of its command. The command line and the console make their commands, forms and sentences from it, so that each
 * offers what the other does; docs/decisions/0043.
 */
export const personActions = {
  pause: action<string>({
    title: 'Pause',
    description: 'pauses email until a day',
    input: {
      name: 'until',
      description: 'a date in their time zone, such as 2027-01-11',
      example: '2027-01-11',
      label: 'Pause until',
      type: 'date',
      schema: () => z.iso.date('This is not a date such as 2027-01-11.'),
    },
    by: { person: links.pause, operator: true },
    allowed: isActive,
    refused: `a pause is for active people, until a day after today and within ${pauseDaysMax} days`,
    take: (id, deps, until) => pauseUntil(id, until, deps),
    done: 'Paused.',
  }),
  resume: action({
    title: 'End the pause',
    description: 'ends the pause now',
    by: { person: links.resume, operator: true },
    allowed: isActive,
    refused: 'only active people can end a pause',
    take: resume,
    done: 'The pause is over.',
  }),
  'stop-here': action({
    title: 'Stop half way',
    description: 'ends the weekly lessons half way, with one last email; go-on takes it back',
    rare: true,
    by: { person: links.stopHere, operator: true },
    allowed: ({ person }, { series }) => {
      const theirs = isPerson(person) ? series.find(person.series) : undefined;
      return isPerson(person) && theirs !== undefined && mayStop(person, theirs);
    },
    refused: 'only active people stop, once they had the lesson half way, while more of the course is to come',
    take: stopHere,
    done: 'The weekly lessons have ended. One last email follows.',
  }),
  'go-on': action({
    title: 'Go on after half way',
    description: 'brings the lessons after the half, for someone who stopped there',
    rare: true,
    by: { person: links.goOn, operator: true },
    allowed: ({ person }) => isSubscribed(person) && person.stoppedAt !== undefined,
    refused: 'only people who stopped half way can go on',
    take: goOn,
    done: 'The course goes on.',
  }),
  move: action({
    title: 'Ask the new address',
    description: 'asks their new address to confirm; then moves their course to it',
    input: {
      name: 'address',
      description: 'the new one',
      example: 'ann@example.net',
      label: 'Their new address',
      type: 'email',
      schema: () => EmailAddress,
    },
    rare: true,
    by: { person: links.address, operator: true },
    allowed: isActive,
    refused: 'only only active people move, to an address that is not theirs already',
    take: async (id, deps, to) =>
      askToMove(id, to, { ...deps, keyring: await deps.keyring() }, deps.by === 'operator' ? 'operator' : moveSource),
    done: 'The new address was asked to confirm.',
  }),
  'change-series': action({
    title: 'Change the series',
    description: 'switches them to another series; no lesson is sent twice',
    input: {
      name: 'series',
      description: 'its id, as series list shows it',
      example: 'tea-breaks',
      label: 'Another series',
      type: 'series',
      schema: ({ series: { all, find } }) =>
        z.string().transform((id, context) => {
          const found = find(id);
          if (found !== undefined) return found;
          const there = all.map((one) => one.id).join(', ');
          context.addIssue({ code: 'custom', message: `This service offers no series ${id}. There are ${there}.` });
          return z.NEVER;
        }),
    },
    rare: true,
    by: { person: links.changeSeries, operator: true },
    allowed: ({ person }, { series }) => isPerson(person) && series.all.some((one) => canSwitchTo(one, person)),
    refused: 'only active and completed people switch, to another series with a lesson they have not had',
    take: (id, deps, series) => changeSeries(id, series, deps),
    done: 'Switched to the other series.',
  }),
  note: action<string>({
    title: 'Save the note',
    description:
      'keeps a note about them, which they can read on the page with their own data; an empty one removes it',
    input: {
      name: 'text',
      description: `in up to ${noteMax} characters, and nothing about their health; "" for none`,
      example: '"Asked on the phone for lessons on Fridays."',
      label: `Note, in up to ${noteMax} characters: they can read it on the page with their own data, so nothing about their health`,
      type: 'text',
      stored: ({ note }) => note,
      schema: () => Note,
    },
    by: { person: undefined, operator: true },
    allowed: ({ person }) => isPerson(person) && person.status !== 'moved',
    refused: 'a note is about someone who confirmed; after a change of address it is kept at the new one',
    take: (id, deps, note) =>
      updateWithRetry(id, deps, ({ status }) =>
        status === 'moved' ? undefined : { note: note === '' ? undefined : note },
      ),
    done: 'The note is saved. They can read it on the page with their own data.',
  }),
  link: action({
    title: 'Mail them their settings link',
    description: 'emails them the link to their settings',
    by: { person: links.askForLink, operator: true },
    allowed: isSubscriber,
    refused: 'only active and completed people get a link',
    // Nobody but them ever sees it.
    take: async (id, { subscribers, queues, clock }) => {
      if (!isSubscribed(await subscribers.find(id))) return false;
      await queues.account({ kind: 'link', id, askedAt: isoInstant(clock.now()), attempt: 0 });
      return true;
    },
    done: 'A link is on its way to them.',
  }),
  'confirm-again': action({
    title: 'Mail the confirmation again',
    description: 'asks once more whether they want the lessons, for someone who signed up and has not confirmed',
    by: { person: links.signUp, operator: true },
    allowed: isToConfirm,
    refused: 'only people who signed up in the last days and have not confirmed are asked again',
    take: async (id, deps) => {
      const [person, signUp] = await together([deps.subscribers.find(id), deps.subscribers.findSignUp(id)]);
      if (!isToConfirm({ person, signUp }, deps)) return false;
      await deps.queues.account({ kind: 'confirmation', id, askedAt: isoInstant(deps.clock.now()), attempt: 0 });
      return true;
    },
    done: 'The confirmation is on its way, unless this inbox had two in the last week, or asked us not to write.',
  }),
  again: action({
    title: 'Send the last lesson once more',
    description: 'brings their last lesson once more, on their next lesson day',
    by: { person: links.course, operator: true },
    allowed: (known, deps) => isActive(known) && lastLessonOf(known, deps) !== undefined,
    refused: 'only active people who had a lesson get one again',
    take: async (id, deps) => {
      const person = await deps.subscribers.find(id);
      const lesson = lastLessonOf({ person, signUp: undefined }, deps);
      if (!isPerson(person) || lesson === undefined) return false;
      return isOwedAgain(lesson.id, person) || repeatLesson(id, lesson.id, deps);
    },
    done: 'Their last lesson comes once more, on their next lesson day. To read it today they need their settings link: all their lessons are behind it.',
  }),
  name: action<string>({
    title: 'Save the name',
    description: 'changes the first name in their greetings; an empty one removes it',
    input: {
      name: 'name',
      description: 'their first name; "" for none',
      example: 'Anna',
      label: 'First name',
      type: 'text',
      stored: ({ firstName }) => firstName,
      schema: () => FirstName,
    },
    rare: true,
    by: { person: links.settings, operator: true },
    allowed: isActive,
    refused: 'only active people have settings',
    take: (id, deps, firstName) => changeName(id, firstName, deps),
    done: 'The name is saved.',
  }),
  day: action<number>({
    title: 'Save the day',
    description: 'moves their lessons to another weekday',
    input: {
      name: 'weekday',
      description: 'such as friday',
      example: 'friday',
      label: 'Day of the lesson',
      type: 'weekday',
      stored: ({ preferences: { lessonDay } }) => String(lessonDay),
      schema: () => Weekday,
    },
    rare: true,
    by: { person: links.settings, operator: true },
    allowed: isActive,
    refused: 'only active people have settings',
    take: (id, deps, lessonDay) => changeLessonTime(id, { lessonDay }, deps),
    done: 'Their lessons come on the other day from now on.',
  }),
  time: action<string>({
    title: 'Save the time',
    description: 'moves their lessons to another time of day',
    input: {
      name: 'time',
      description: 'in their time zone, on the quarter hour',
      example: '18:15',
      label: 'Time of the lesson, in their time zone, on the quarter hour',
      type: 'time',
      stored: ({ preferences: { sendTime } }) => sendTime,
      schema: () => SendTime,
    },
    rare: true,
    by: { person: links.settings, operator: true },
    allowed: isActive,
    refused: 'only active people have settings',
    take: (id, deps, sendTime) => changeLessonTime(id, { sendTime }, deps),
    done: 'Their lessons come at the other time from now on.',
  }),
  zone: action<string>({
    title: 'Save the time zone',
    description: 'takes the course along to another time zone, at the same local time',
    input: {
      name: 'zone',
      description: 'such as Europe/Berlin',
      example: 'Europe/Berlin',
      label: 'Time zone',
      type: 'zone',
      stored: ({ preferences: { zone } }) => zone,
      schema: () => Zone,
    },
    rare: true,
    by: { person: links.zone, operator: true },
    allowed: isActive,
    refused: 'only active people have settings',
    take: (id, deps, zone) => changeZone(id, zone, deps),
    done: 'Their emails come by the clock of the other time zone from now on.',
  }),
  unsubscribe: action({
    title: 'Unsubscribe',
    description: 'stops all email for good',
    sure: 'they asked to unsubscribe',
    rare: true,
    by: { person: links.unsubscribe, operator: true },
    allowed: isSubscriber,
    refused: 'only active and completed people can be unsubscribed',
    take: async (id, deps) => {
      await leave(id, { farewell: false }, deps);
      return (await deps.subscribers.find(id))?.status === 'unsubscribed';
    },
    done: 'Unsubscribed.',
  }),
  erase: action({
    title: 'Erase',
    description: 'erases everything stored about them, now',
    sure: 'they asked to have everything erased; this cannot be undone',
    rare: true,
    by: { person: links.erase, operator: true },
    allowed: ({ person, signUp }) => (person !== undefined && person.status !== 'erased') || signUp !== undefined,
    refused: 'nothing is stored about this person',
    take: eraseSubscriber,
    done: 'Erased.',
  }),
} as const satisfies Record<string, Action>;

export type PersonActions = Readonly<Record<string, Action>>;

export type Taken =
  /** It is done, or was so already. */
  | { outcome: 'done' }
  /** What was typed cannot be read. */
  | { outcome: 'unreadable'; why: string }
  /** Nobody said the sentence that has to be said first. */
  | { outcome: 'unsure'; sentence: string }
  /** There was nothing to do. */
  | { outcome: 'nothing' };

/** Takes an action. `sure`: the person who asks for it agreed to the sentence of its row. */
export async function takeAction(
  { sure: sentence, take }: Action,
  id: string,
  { typed = '', sure }: { typed?: string | undefined; sure: boolean },
  deps: ActionDeps,
): Promise<Taken> {
  if (sentence !== undefined && !sure) return { outcome: 'unsure', sentence };
  const taken = await take(id, typed, deps);
  if (typeof taken !== 'boolean') return { outcome: 'unreadable', why: taken.unreadable };
  return { outcome: taken ? 'done' : 'nothing' };
}
