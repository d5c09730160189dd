import type { DeliveryKind } from './mail-kinds.ts';
import type { LinkPurpose } from './link-purpose.ts';
import type { Person } from '../person/subscriber.ts';

/** The place of a link in emails. */
export interface InMail {
  /** The merge field: `{{link.<field>}}`. Where an email may have two links with the same field, it gets the later one of the table. */
  field: string;
  /** Emails that have it; without, every email to a person, and every other one too if the page is open. Elsewhere the field is empty. */
  in?: readonly DeliveryKind[];
  /** People whose emails have it. */
  when?: (person: Person) => boolean;
  /** What the address says about the person. */
  query?: (person: Person) => Record<string, string>;
  /** Its address is the same in every language. */
  inNoLanguage?: true;
}

interface Page {
  /** A route of Hono: `:name` is a parameter, and the expression in braces after it is what it must match. */
  path: `/${string}`;
  /** Each series has one, below the path of the series; the first series has it without that. */
  ofSeries?: true;
  mail?: InMail;
}

/** For everybody. */
interface OpenPage extends Page {
  purpose?: never;
  once?: never;
}

/** For people with a token of the purpose. What each purpose is good for is in link-power.ts. */
interface PersonalPage extends Page {
  path: `/${string}/:token${string}`;
  purpose: LinkPurpose;
  /** The purpose of its links in emails of earlier releases, which was good for less: whoever comes by one is offered a new link. */
  once?: LinkPurpose;
}

/**
 * Every path of the site: which token opens it, and in which emails it is. Routes, addresses, tokens, merge fields and their
 * check come from this table; no path is written anywhere else.
 */
export const links = {
  home: { path: '/', ofSeries: true, mail: { field: 'home' } },
  signUp: { path: '/sign-up' },
  askForLink: { path: '/link' },
  // By an old link, which says whose it was and opens nothing here.
  renewLink: { path: '/link/:token' },
  privacy: { path: '/privacy' },
  // Where they are decides whom to call.
  help: { path: '/help', ofSeries: true, mail: { field: 'help', query: ({ preferences: { zone } }) => ({ zone }) } },
  sources: { path: '/sources', ofSeries: true, mail: { field: 'sources' } },
  lesson: {
    path: '/lesson/:lesson',
    ofSeries: true,
    mail: { field: 'web', in: ['lesson', 'on-demand', 'welcome'] },
  },
  practise: { path: '/lesson/:lesson/practice', ofSeries: true },
  sheet: { path: '/lesson/:lesson/sheet', ofSeries: true },
  badDay: { path: '/bad-day', ofSeries: true, mail: { field: 'badDay' } },

  confirm: { path: '/confirm/:token', purpose: 'confirm', mail: { field: 'confirm', in: ['confirmation'] } },
  // For an hour after it was confirmed.
  makeYours: { path: '/confirm/:token/yours', purpose: 'confirm' },
  // To another address, confirmed there.
  move: { path: '/move/:token', purpose: 'confirm', mail: { field: 'move', in: ['moving'] } },
  takeBack: { path: '/take-back/:token', purpose: 'take-back', mail: { field: 'takeBack', in: ['moved'] } },

  // Its token carries no subscriber's id but an inbox's, see `inboxId`.
  closeInbox: {
    path: '/never-again/:token',
    purpose: 'close',
    mail: { field: 'neverAgain', in: ['confirmation', 'moving'] },
  },

  // Mail providers press it, and only once: it has a route of its own.
  unsubscribe: {
    path: '/unsubscribe/:token',
    purpose: 'unsubscribe',
    mail: { field: 'unsubscribe', inNoLanguage: true },
  },
  reason: { path: '/unsubscribe/:token/reason', purpose: 'unsubscribe' },
  undo: { path: '/unsubscribe/:token/undo', purpose: 'undo' },

  ownBadDay: { path: '/bad-day/:token', purpose: 'diary', mail: { field: 'badDay' } },
  checkIn: {
    path: '/check-in/:token',
    purpose: 'diary',
    // Before the second lesson there is no week of practice to look back on.
    mail: {
      field: 'checkIn',
      in: ['lesson', 'completion', 'follow-up'],
      when: ({ sent }) => Object.keys(sent).length > 0,
    },
  },
  // Where they begin, to look back on later: in the first lesson.
  start: {
    path: '/start/:token',
    purpose: 'settings',
    mail: {
      field: 'start',
      in: ['lesson'],
      when: ({ sent, start }) => Object.keys(sent).length === 0 && start === undefined,
    },
  },
  didIt: { path: '/did-it/:token', purpose: 'diary', mail: { field: 'done', in: ['reminder'] } },
  plan: { path: '/plan/:token/:lesson', purpose: 'diary', mail: { field: 'plan', in: ['lesson'] } },
  ownPractise: {
    path: '/practise/:token/:lesson',
    purpose: 'diary',
    mail: { field: 'practise', in: ['lesson', 'on-demand', 'reminder'] },
  },
  undoPractice: { path: '/practise/:token/:lesson/undo', purpose: 'diary' },
  practice: { path: '/practice/:token/:file{[a-z0-9-]+\\.ics}', purpose: 'diary' },

  course: { path: '/course/:token', purpose: 'settings', once: 'diary', mail: { field: 'course', in: ['lesson'] } },
  steer: { path: '/course/:token/:step', purpose: 'settings', once: 'diary' },
  progress: { path: '/progress/:token', purpose: 'settings', once: 'diary', mail: { field: 'progress' } },
  halfway: { path: '/half-way/:token', purpose: 'settings', mail: { field: 'halfway', in: ['lesson'] } },
  stopHere: { path: '/half-way/:token/stop', purpose: 'settings' },
  goOn: { path: '/half-way/:token/go-on', purpose: 'settings' },
  lessons: { path: '/lessons/:token', purpose: 'settings', mail: { field: 'lessons' } },
  keep: { path: '/lessons/:token/keep', purpose: 'settings' },
  goal: { path: '/progress/:token/goal', purpose: 'settings' },
  didItToday: { path: '/progress/:token/today', purpose: 'settings' },
  notToday: { path: '/progress/:token/not-today', purpose: 'settings' },
  settings: { path: '/settings/:token', purpose: 'settings', mail: { field: 'preferences' } },
  pause: { path: '/settings/:token/pause', purpose: 'settings' },
  resume: { path: '/settings/:token/resume', purpose: 'settings' },
  branch: { path: '/settings/:token/branch', purpose: 'settings' },
  changeSeries: { path: '/settings/:token/series', purpose: 'settings' },
  adapt: { path: '/settings/:token/check-ins', purpose: 'settings' },
  healthData: { path: '/data/:token/health', purpose: 'settings' },
  voidLinks: { path: '/settings/:token/void', purpose: 'settings' },
  reminders: { path: '/reminders/:token', purpose: 'settings', mail: { field: 'reminders', in: ['reminder'] } },
  zone: { path: '/zone/:token', purpose: 'settings', mail: { field: 'zone', in: ['link'] } },
  again: { path: '/again/:token', purpose: 'settings', mail: { field: 'again' } },
  monthly: { path: '/again/:token/monthly', purpose: 'settings' },
  calendar: { path: '/calendar/:token', purpose: 'settings' },
  feed: { path: '/feed/:token/:file{[A-Za-z0-9_-]+\\.ics}', purpose: 'feed' },

  data: { path: '/data/:token', purpose: 'fresh', once: 'settings', mail: { field: 'data', in: ['link'] } },
  download: { path: '/data/:token/download', purpose: 'fresh', once: 'settings' },
  address: { path: '/data/:token/address', purpose: 'fresh', once: 'settings' },
  erase: { path: '/data/:token/erase', purpose: 'fresh', once: 'settings' },

  // Not pages.
  // The address that the file names of an email's pictures are added to.
  picture: { path: '/pictures/:file', mail: { field: 'pictures', inNoLanguage: true } },
  asset: { path: '/assets/:file' },
  robots: { path: '/robots.txt' },
  securityContact: { path: '/.well-known/security.txt' },
  proof: { path: '/proof' },
  api: { path: '/api/*' },
  apiSignUp: { path: '/api/v1/sign-ups' },
} as const satisfies Record<string, OpenPage | PersonalPage>;

export type Links = typeof links;
export type Link = Links[keyof Links];
/** A link that a token opens. */
export type TokenLink = Extract<Link, { purpose: LinkPurpose }>;
type SeriesLink = Extract<Link, { ofSeries: true }>;

type NameIn<Segment extends string> = Segment extends `${infer Name}{${string}` ? Name : Segment;
type NamesIn<Path extends string> = Path extends `${string}/:${infer Segment}/${infer Rest}`
  ? NameIn<Segment> | NamesIn<`/${Rest}`>
  : Path extends `${string}/:${infer Segment}`
    ? NameIn<Segment>
    : never;

/** The parameters of a path but for `Given`, as the last argument of a function. A path without parameters takes no argument. */
export type Params<Path extends string, Given extends string = never> = [Exclude<NamesIn<Path>, Given>] extends [never]
  ? []
  : [params: Record<Exclude<NamesIn<Path>, Given>, string>];

/** The address of a page, without the origin. */
export function hrefOf<P extends string>({ path }: { path: P }, ...[params]: Params<P>): string {
  return filled(path, params ?? {});
}

/** Fills in the parameters of a path; one without a value becomes empty. */
export function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

const seriesPath = '/series/:series';

/** The route of a page of the series other than the first. */
export function inEachSeries<L extends SeriesLink>({ path }: L) {
  return `${seriesPath}${path === '/' ? '' : path}` as `${typeof seriesPath}${L['path'] extends '/' ? '' : L['path']}`;
}

/** What the addresses of a series' pages begin with. Only for series other than the first. */
export function pathOfSeries(series: string): string {
  return hrefOf({ path: seriesPath }, { series });
}

/** The address of a page of a series. `path` is what the addresses of the series' pages begin with: '' for the first. */
export function hrefIn<L extends SeriesLink>(path: string, link: L, ...params: Params<L['path']>): string {
  return below(path, hrefOf<L['path']>(link, ...params));
}

/** Puts an address below the path of a series. The start page of the series is the path itself. */
export function below(path: string, href: string): string {
  return href === links.home.path ? path || href : `${path}${href}`;
}
