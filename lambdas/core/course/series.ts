import type { AccountMailKind } from '../mail/mail-kinds.ts';
import type { MailLinks } from '../mail/mail-links.ts';
import type { CoachingRule, CoachingWords } from './coaching-rules.ts';
import type { MergedWords } from './merged-words.ts';

/**
 * A series is an ordered list of lessons with a cadence. People are followed by lesson id, never by position, so that an author can
 * insert, move or retire lessons while people are under way. Branches are lessons beside that list, for those who choose them.
 */

/** What a mail may merge in. Every field is always present; one that a mail has no use for is the empty string. */
export interface MailFields {
  /** The subscriber's first name, or '' when none was given. */
  firstName: string;
  /** The subscriber's schedule in words, e.g. "Mondays at 7:00, Berlin time". */
  schedule: string;
  /** When the next lesson leaves, in words and local time, e.g. "Monday 30 November at 7:00"; '' when nothing is planned. */
  nextLesson: string;
  /** 'yes': they have had no lesson of this series before this mail; '' otherwise. */
  first: string;
  /** The lesson that comes to them after this mail; empty where none does. */
  next: { title: string; promise: string };
  /** 'yes' in a lesson after which none comes; '' otherwise. */
  last: string;
  /** The title of the branch that ends with this lesson; '' otherwise. */
  branchEnds: string;
  /** Branches that are offered after this lesson, if they have not had them. */
  branchOffers: BranchOfferFields[];
  /** 'yes': they have days for reminders; '' otherwise. */
  reminded: string;
  /** 'yes' where a lesson stands on its page: the whole of it, about nobody; '' in a mail. */
  whole: string;
  /** Within what time a person reads an answer to this email, e.g. "within 2 days"; '' where the operator did not say that anybody does. */
  replies: string;
  /** What an email says to them because of what they said; '' for most. */
  coach: string;
  /** What to press below it, such as a telephone number; empty for most. */
  offers: OfferFields[];
  /** 'yes': the lesson opens with its two-minute version; '' otherwise. */
  shortFirst: string;
  /** 'yes': it is no more than its two-minute version, with a link to the rest; '' otherwise. */
  shortOnly: string;
  /** "When …, I will …": the plan that they made for the practice that a reminder is about; '' without one. */
  plan: string;
  /** 'yes': the practice of the week that it asks about is done once, so that it asks whether they tried it; '' otherwise. */
  tried: string;
  /** Their last check-ins, oldest first, in every fourth lesson of whoever wants them there; empty otherwise. */
  weeks: WeekFields[];
  /** 'yes' in a lesson that looks back, where there is something of theirs to see; '' otherwise. */
  lookBack: string;
  /** What goes on from "So that I can", in a lesson that looks back for whoever wants it there; '' otherwise. */
  goal: string;
  /** Their numbers at the start and now, in the same; empty otherwise. */
  thenAndNow: ThenAndNowFields[];
  /** In the lesson after which they may stop: how many lessons of the course they have had with it, e.g. "8"; '' otherwise. */
  halfway: string;
  /** 'yes' where they chose to stop half way; '' otherwise. */
  stopped: string;
  /** `address` is what weekly mail comes from; '' where no subscriber reads it. */
  sender: { name: string; postalAddress: string; address: string };
  /** What the operator wrote to everybody; empty in every other mail. */
  notice: NoticeFields;
  link: MailLinks;
}

export interface NoticeFields {
  subject: string;
  preheader: string;
  title: string;
  body: MergedHtml;
}

/** Html that is merged as it stands, and its plain text where text is merged: Handlebars calls the one or the other. */
export interface MergedHtml {
  toHTML: () => string;
  toString: () => string;
}

/** A branch to choose. Every field is always present. */
export interface BranchOfferFields {
  /** "I sit for most of the day". */
  choice: string;
  /** What it gives, in one sentence. */
  promise: string;
}

/** One thing to press. Every field is always present. */
export interface OfferFields {
  says: string;
  /** An absolute URL, `tel:` or `sms:`. */
  href: string;
}

/** One number, then and now. Every field is always present. */
export interface ThenAndNowFields {
  /** "Stress". */
  name: string;
  /** "7 of 10". */
  was: string;
  /** The last day of the week that it was about: "15 November". */
  since: string;
  now: string;
  /** The last day of the week that it is about. */
  to: string;
}

/** One week of the small chart in a lesson. Every field is always present. */
export interface WeekFields {
  /** The last day of the week, "Week to 15 November". */
  label: string;
  /** All of it in words: "Practised on 3 or 4 days. Stress 6 of 10." */
  said: string;
  /** Lengths of the bars, in percent: "60"; '' where nothing was said. */
  stress: string;
  pain: string;
}

/** One mail, compiled at build time. The functions are pure; html escapes what it merges, subject and text do not. */
export interface MailTemplate {
  subject: (fields: MailFields) => string;
  html: (fields: MailFields) => string;
  text: (fields: MailFields) => string;
}

/** A published source behind a lesson's claims. */
export interface Source {
  authors: string;
  year: number;
  title: string;
  /** What it found, in one sentence. */
  finding: string;
  url?: string;
}

/** Something beside the steps of a practice. */
export type PracticeText =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] };

/** The practice of a lesson, as its email says it, in plain text. */
export interface Practice {
  /** How much of it: "5 minutes, once a day". */
  amount: string;
  before: PracticeText[];
  steps: string[];
  after: PracticeText[];
}

/** A drawing: its file below `/pictures`, what it shows, in words, and its size in pixels. */
export interface ShownPicture {
  file: string;
  alt: string;
  width: number;
  height: number;
}

/** A drawing of how a movement is done, and the same as a moving picture, if there is one. */
export interface Move {
  still: ShownPicture;
  moving?: ShownPicture;
}

/** A signature under the words of a lesson, as its readers see it. */
export interface LessonReview {
  by: string;
  /** "physiotherapist". */
  role: string;
  /** ISO date. */
  on: string;
}

export interface Lesson {
  /** Stable for ever: kebab-case, unique in the series and all of its branches. */
  id: string;
  title: string;
  /** What it gives, in one sentence: the mail before it announces it so. */
  promise: string;
  /** Weeks from the lesson before to this one. */
  wait: number;
  /** How long the practice takes, in minutes. */
  minutes: number;
  /** Three "When …, I will …" to choose from. */
  plans: string[];
  /** How sure the evidence is, in words a reader understands. */
  certainty: string;
  sources: Source[];
  /** Who has signed the lesson as it is written now; left out: nobody. */
  review?: LessonReview;
  /** Who should take care, and what to do instead. */
  care: string[];
  practice: Practice;
  /** For how many minutes its practice can be counted on its page, the usual length first; `breathing`: with a disc to breathe along with. */
  timer?: { minutes: number[]; breathing: boolean };
  /** Its steps are questions, which can be answered on a sheet of their own. */
  sheet: boolean;
  /** The words of its body, each once, to search it by. */
  words: string;
  /** Its practice is done once: people are asked whether they tried it. */
  once?: true;
  /** Drawings of its movements, which stand beside the steps of its practice. */
  moves?: Move[];
  /** What "more" means in this lesson, for who practised on most days. */
  more?: string;
  mail: MailTemplate;
  /** Short prompts for the practice, used in turn. At least one. */
  reminders: MailTemplate[];
  /** Which of them, from 0, are true in the evening alone. Never all. */
  eveningReminders: number[];
}

/** A few lessons for one situation, by choice. The course pauses while they come, and then goes on where it was. */
export interface Branch {
  /** Stable for ever: kebab-case, unique in the series. */
  id: string;
  title: string;
  /** The heading under which a form lists it, such as "How I feel". Without one it stands by itself. */
  group?: string;
  /** How a person chooses it on a form, in the first person: "I sit for most of the day". */
  choice: string;
  /** What it gives, in one sentence. */
  promise: string;
  /** Comes at once when it is asked for, beside the course and without pausing it. */
  onDemand: boolean;
  /** Ids of the lessons of the course after which it is offered. None: it is there to be chosen at any time. */
  offerAfter: string[];
  lessons: Lesson[];
}

/** What the landing page shows of a lesson. */
export interface Sample {
  /** Id of a lesson of the course. */
  lesson: string;
  /** What it is about, in a sentence or two. */
  about: string;
  steps: string[];
  /** When to stop. */
  limit: string;
  /** Why it may help, and how sure that is. */
  why: string;
  /** The drawing of the lesson, if it has one. */
  picture?: ShownPicture;
}

export interface Series {
  id: string;
  title: string;
  /** One sentence for the landing page. */
  promise: string;
  /** What else its landing page says. */
  landing: {
    heading: string;
    /** Why these lessons, in a few sentences. */
    about: string;
    /** Whom it may suit, and for whom it is not the right thing: each goes on from "if". */
    suits: string[];
    suitsNot: string[];
    /** Part of a lesson, to try at once. */
    sample?: Sample;
  };
  /** BCP 47 language of its mails and pages. */
  language: string;
  /** That of its lessons and reminders, where they are not translated. */
  lessonLanguage?: string;
  /** The language of the site around it, by the folder of its words: its own, or the first one where the site does not speak that. */
  siteLanguage: string;
  /** The same series in other languages, by tag, each made when it is asked for. */
  languages?: Readonly<Record<string, () => Series>>;
  lessons: Lesson[];
  /** Ids of the lessons that keep what helps: after the course they may come again, one a month. */
  monthly: string[];
  /** Ids of the lessons that look back: their emails show then and now. */
  lookBack: string[];
  /** Id of the lesson after which somebody may stop, with a finish. */
  halfway?: string;
  branches: Branch[];
  mails: Record<AccountMailKind, MailTemplate>;
  /** The frame of a notice that the operator writes to everybody. */
  notice: MailTemplate;
  /** Short texts that are merged into its emails. */
  merged: MergedWords;
  /** What its emails say because of check-ins. */
  coaching: Record<CoachingRule, CoachingWords>;
  pages: SeriesPages;
  /** No longer offered: who is in it is sent nothing of it, until they or the operator choose another. */
  withdrawn?: true;
}

/** The language in which somebody gets the lessons of a series. */
export function languageOfLessons({
  language,
  lessonLanguage = language,
}: Pick<Series, 'language' | 'lessonLanguage'>): string {
  return lessonLanguage;
}

/**
 * The text of a page: html and the parts that the site puts in, in their order.
 *
 * @param v - the parts by name
 * @param raw - makes a part of html that is to stand as it is
 */
export type PageBody<Part extends string, Text extends string = never> = <T>(
  v: Record<Part, T> & Record<Text, string>,
  raw: (html: string) => T,
) => (string | T)[];

/** Pages of what the series is about. */
export interface SeriesPages {
  /** When to get help; `EmergencyNumber` is a sentence, `Crisis` a section. */
  help?: { title: string; body: PageBody<'EmergencyNumber' | 'Crisis'> };
  /** First aid for a bad day; `help` is the address of the page above, `Lesson` the card that offers the lesson on demand. */
  badDay?: {
    title: string;
    body: PageBody<'FirstNumbers' | 'Lesson', 'help'>;
    /** What is said of the lesson on demand, before and after it was asked for. */
    lesson?: {
      kind: string;
      heading: string;
      about: string;
      button: string;
      sent: string;
      sentAbout: (v: { days: number }) => string;
      back: string;
    };
  };
}

/** There is no such series; the message names those that there are. */
export class UnknownSeriesError extends Error {
  override name = 'UnknownSeriesError';
}

/** The id of a branch that people may choose when they sign up or later; undefined if the series has none of that id. */
export function branchIn(series: Series, typed: string): string | undefined {
  return series.branches.find(({ id, onDemand }) => id === typed && !onDemand)?.id;
}

/**
 * The branches that people may choose, by the heading under which a form lists them; `undefined` is the heading of those without one. Headings and branches
 * come in the order of the series.
 */
export function branchGroups({ branches }: Series): Map<string | undefined, Branch[]> {
  const groups = new Map<string | undefined, Branch[]>();
  for (const branch of branches.filter(({ onDemand }) => !onDemand)) {
    groups.set(branch.group, [...(groups.get(branch.group) ?? []), branch]);
  }
  return groups;
}
