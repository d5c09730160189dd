import type { Column, SourceName } from './choices.ts';
import { sameName } from './column-names.ts';

/**
 * Every tool that people are imported from, one row each: how its file is recognised, what its columns are, and what its words for a person's state
 * mean. Everything else about reading is the same for all.
 */

/** What a state means for an import. Only who is subscribed is mailed. */
export type Fate = 'subscribed' | keyof typeof refusals;

/** Why somebody in such a state is refused; the tool's name follows. */
const refusals = {
  unsubscribed: 'unsubscribed in',
  bounced: 'bounced in',
  complained: 'complained in',
  unconfirmed: 'has not confirmed in',
  blocked: 'is blocked in',
  deleted: 'was deleted in',
  inactive: 'is not active in',
  finished: 'has finished the course in',
  'no-email': 'is not reached by email in',
} as const;

export function refusalOf(fate: Exclude<Fate, 'subscribed'>, title: string): string {
  return `${refusals[fate]} ${title}`;
}

/** By value, in small letters; `*` stands for every value that is not named. A value that is not there is refused, and said. */
export type States = Readonly<Record<string, Fate>>;

/**
 * What a column is: a field of a person, states, `json` whose own names are columns behind a dot, or nothing to us. `confirmedAt` is when they agreed, and
 * empty of somebody who never confirmed.
 */
export type Use = Column | 'confirmedAt' | 'json' | 'ignored' | States;

export interface Source {
  title: string;
  /** Names of columns by which a file is recognised: one of these lists is in it whole. */
  signs: readonly (readonly string[])[];
  columns: Readonly<Record<string, Use>>;
  /** Columns of which one has to be there, since without it nobody knows who left. None: the tool does not export it. Undefined: never asked. */
  tellsWhoLeft?: readonly string[];
  /** Further columns that say nothing to us, such as an operator's own fields. Never one that may say who is subscribed. */
  others?: RegExp;
  /** Columns of a file whose first line names none. */
  headless?: readonly string[];
}

const yesNo = (yes: Fate, no: Fate): States => ({ true: yes, yes, '1': yes, false: no, no, '0': no });
/** A column that is empty until it happens, and then has its time. */
const once = (fate: Fate): States => ({ '': 'subscribed', '*': fate });

const own: Source['columns'] = {
  email: 'email',
  firstName: 'firstName',
  zone: 'zone',
  lessonDay: 'lessonDay',
  sendTime: 'sendTime',
  reminderDays: 'reminderDays',
  reminderTime: 'reminderTime',
  weeksBetween: 'weeksBetween',
  pausedUntil: 'pausedUntil',
  startDate: 'pausedUntil',
  series: 'series',
  from: 'from',
  note: 'note',
  locale: 'locale',
  lessonsHad: 'lessonsHad',
  nextLesson: 'nextLesson',
  lastLessonOn: 'lastLessonOn',
  lessonsSkipped: 'lessonsSkipped',
  welcomedAt: 'welcomedAt',
  consentAt: 'consentAt',
  consentText: 'consentText',
  consentSource: 'consentSource',
  status: {
    active: 'subscribed',
    completed: 'finished',
    unsubscribed: 'unsubscribed',
    bounced: 'bounced',
    complained: 'complained',
    pending: 'unconfirmed',
  },
};

export const sources: Readonly<Record<SourceName, Source>> = {
  /** What `weekwise export` writes. */
  weekwise: { title: 'the service that the file is from', signs: [], columns: own },

  /** "Export" of the subscribers page. Whoever left a list is still `enabled`. */
  listmonk: {
    title: 'listmonk',
    signs: [['uuid', 'email', 'attributes', 'status']],
    tellsWhoLeft: [],
    columns: {
      uuid: 'ignored',
      email: 'email',
      name: 'name',
      attributes: 'json',
      'attributes.firstName': 'firstName',
      'attributes.first_name': 'firstName',
      'attributes.timezone': 'zone',
      'attributes.zone': 'zone',
      status: { enabled: 'subscribed', disabled: 'blocked', blocklisted: 'blocked' },
      created_at: 'ignored',
      updated_at: 'ignored',
    },
  },

  /** Several files in one archive: subscribed, unsubscribed (UNSUB_TIME), cleaned (CLEAN_TIME), that is bounced, and nonsubscribed, which `importFile` refuses by its name. Times are in UTC. */
  mailchimp: {
    title: 'Mailchimp',
    signs: [
      ['Email Address', 'LEID', 'EUID'],
      ['Email Address', 'CONFIRM_TIME'],
    ],
    tellsWhoLeft: ['CONFIRM_TIME'],
    columns: {
      'Email Address': 'email',
      'First Name': 'firstName',
      TIMEZONE: 'zone',
      OPTIN_TIME: 'ignored',
      OPTIN_IP: 'ignored',
      CONFIRM_IP: 'ignored',
      CONFIRM_TIME: 'confirmedAt',
      UNSUB_TIME: once('unsubscribed'),
      UNSUB_CAMPAIGN_TITLE: once('unsubscribed'),
      UNSUB_CAMPAIGN_ID: once('unsubscribed'),
      UNSUB_REASON: once('unsubscribed'),
      UNSUB_REASON_OTHER: once('unsubscribed'),
      CLEAN_TIME: once('bounced'),
      CLEAN_CAMPAIGN_TITLE: once('bounced'),
      CLEAN_CAMPAIGN_ID: once('bounced'),
    },
    others:
      /^(last name|address|phone number|birthday|company|member_rating|email_type|latitude|longitude|gmtoff|dstoff|cc|region|last_changed|leid|euid|notes|tags|source)$/i,
  },

  /** Export of subscribers (formerly ConvertKit), and the names of its API. `cancelled` has unsubscribed, `inactive` never confirmed. */
  kit: {
    title: 'Kit',
    signs: [
      ['email_address', 'state'],
      ['first_name', 'email', 'status', 'created_at'],
      ['first_name', 'email', 'state', 'created_at'],
    ],
    tellsWhoLeft: ['state', 'status'],
    columns: {
      id: 'ignored',
      email_address: 'email',
      email: 'email',
      first_name: 'firstName',
      last_name: 'ignored',
      state: kitStates(),
      status: kitStates(),
      canceled_at: once('unsubscribed'),
      cancelled_at: once('unsubscribed'),
      created_at: 'agreedAt',
      tags: 'ignored',
      fields: 'ignored',
      time_zone: 'zone',
      timezone: 'zone',
    },
  },

  /** Export of members. Paid plans and labels say nothing of email. */
  ghost: {
    title: 'Ghost',
    signs: [['email', 'subscribed_to_emails']],
    tellsWhoLeft: ['subscribed_to_emails'],
    columns: {
      id: 'ignored',
      email: 'email',
      name: 'name',
      note: 'ignored',
      subscribed_to_emails: yesNo('subscribed', 'unsubscribed'),
      complimentary_plan: 'ignored',
      stripe_customer_id: 'ignored',
      created_at: 'agreedAt',
      deleted_at: once('deleted'),
      labels: 'ignored',
      tiers: 'ignored',
      products: 'ignored',
      gift_id: 'ignored',
    },
    others: /^custom_fields\./,
  },

  /** `active_subscription` is about money; `email_disabled` is about email. */
  substack: {
    title: 'Substack',
    signs: [['email', 'email_disabled']],
    tellsWhoLeft: ['email_disabled'],
    columns: {
      email: 'email',
      name: 'name',
      active_subscription: 'ignored',
      expiry: 'ignored',
      plan: 'ignored',
      prefer_digests: 'ignored',
      email_disabled: yesNo('unsubscribed', 'subscribed'),
      created_at: 'agreedAt',
      first_payment_at: 'ignored',
    },
  },

  /** Its types of subscribers; `churning`, `past_due` and the like are about money. */
  buttondown: {
    title: 'Buttondown',
    signs: [
      ['email_address', 'type'],
      ['email', 'type', 'notes'],
      ['email', 'type', 'metadata'],
      ['email', 'type', 'tags'],
    ],
    tellsWhoLeft: ['type'],
    columns: {
      id: 'ignored',
      email: 'email',
      email_address: 'email',
      metadata: 'json',
      'metadata.name': 'name',
      'metadata.firstName': 'firstName',
      'metadata.first_name': 'firstName',
      'metadata.timezone': 'zone',
      type: {
        regular: 'subscribed',
        premium: 'subscribed',
        gifted: 'subscribed',
        trialed: 'subscribed',
        unpaid: 'subscribed',
        churning: 'subscribed',
        churned: 'subscribed',
        past_due: 'subscribed',
        paused: 'subscribed',
        unactivated: 'unconfirmed',
        unsubscribed: 'unsubscribed',
        spammy: 'blocked',
        blocked: 'blocked',
        removed: 'deleted',
        undeliverable: 'bounced',
        complained: 'complained',
      },
      unsubscription_date: once('unsubscribed'),
      undeliverability_date: once('bounced'),
      creation_date: 'agreedAt',
    },
    others:
      /^(notes|tags|source|referrer_url|secondary_id|utm_\w+|email_count|stripe_customer_id|avatar_url|ip_address|gift_subscription_message)$/i,
  },

  /** Its export of contacts leaves the "do not contact" flag out (mautic/mautic issue 11679); a report can have it. */
  mautic: {
    title: 'Mautic',
    signs: [
      ['email', 'firstname', 'points'],
      ['email', 'firstname', 'dnc_email'],
      ['email', 'preferred_locale'],
      ['email', 'Date Identified'],
    ],
    tellsWhoLeft: ['dnc_email', 'doNotContact', 'DNC'],
    columns: {
      email: 'email',
      firstname: 'firstName',
      timezone: 'zone',
      preferred_timezone: 'zone',
      dnc_email: dncStates(),
      doNotContact: dncStates(),
      DNC: dncStates(),
    },
    others:
      /^(id|title|last_?\s?name|company|position|points|stage|owner|mobile|phone|fax|address ?(line )?[12]|city|state|zip ?code|country|preferred_locale|attribution(_?date)?|website|facebook|foursquare|instagram|linkedin|skype|twitter|tags|date_?\s?(identified|added|modified)|last_?active|is_?published)$/i,
  },

  keila: {
    title: 'Keila',
    signs: [['Email', 'First name', 'Last name', 'Data']],
    tellsWhoLeft: ['Status'],
    columns: {
      Email: 'email',
      'First name': 'firstName',
      'Last name': 'ignored',
      Data: 'json',
      'Data.timezone': 'zone',
      'Data.zone': 'zone',
      Status: { active: 'subscribed', unsubscribed: 'unsubscribed', unreachable: 'bounced' },
      'External ID': 'ignored',
    },
  },

  /** Its first line is a person already: name, address, own fields. Only the name of the file says whether they are active. */
  sendy: {
    title: 'Sendy',
    signs: [],
    tellsWhoLeft: [],
    columns: { name: 'name', email: 'email' },
    headless: ['name', 'email'],
    others: /^column \d+$/,
  },

  /** What an export job writes: an endpoint per line as JSON; or CSV with the same names. */
  pinpoint: {
    title: 'Amazon Pinpoint',
    signs: [['Address', 'ChannelType']],
    tellsWhoLeft: ['OptOut'],
    columns: {
      Address: 'email',
      ChannelType: { email: 'subscribed', '*': 'no-email' },
      OptOut: { none: 'subscribed', all: 'unsubscribed' },
      EndpointStatus: { '': 'subscribed', active: 'subscribed', inactive: 'inactive' },
      'Demographic.Timezone': 'zone',
      'User.UserAttributes.FirstName': 'firstName',
    },
    others:
      /^(Id|RequestId|CohortId|ApplicationId|(Effective|Creation)Date|(Attributes|Metrics|Location|Demographic|User)\..*)$/i,
  },

  /** Whatever else: a list with the names that people give such columns, or with one address a line. */
  plain: {
    title: 'the list',
    signs: [],
    columns: {
      ...own,
      mail: 'email',
      'email address': 'email',
      emailadresse: 'email',
      name: 'name',
      'full name': 'name',
      'given name': 'firstName',
      forename: 'firstName',
      Vorname: 'firstName',
      'last name': 'ignored',
      surname: 'ignored',
      'family name': 'ignored',
      Nachname: 'ignored',
      timezone: 'zone',
      'time zone': 'zone',
      Zeitzone: 'zone',
      day: 'lessonDay',
      time: 'sendTime',
      starts: 'pausedUntil',
    },
    headless: ['email'],
  },
};

function kitStates(): States {
  return {
    active: 'subscribed',
    confirmed: 'subscribed',
    inactive: 'unconfirmed',
    unconfirmed: 'unconfirmed',
    cancelled: 'unsubscribed',
    canceled: 'unsubscribed',
    unsubscribed: 'unsubscribed',
    bounced: 'bounced',
    complained: 'complained',
    blocked: 'blocked',
  };
}

/** `0` is none. Everything else is a reason: 1 unsubscribed, 2 bounced, 3 set by hand. */
function dncStates(): States {
  return {
    '': 'subscribed',
    '0': 'subscribed',
    no: 'subscribed',
    false: 'subscribed',
    '1': 'unsubscribed',
    '2': 'bounced',
    '3': 'blocked',
    yes: 'unsubscribed',
    true: 'unsubscribed',
  };
}

/** The tool that a file with these columns is of; undefined when it looks like none of them. */
export function recognise(names: readonly string[]): SourceName | undefined {
  const there = new Set(names.map(sameName));
  const found = Object.entries(sources).find(([, { signs }]) =>
    signs.some((sign) => sign.every((name) => there.has(sameName(name)))),
  );
  return found?.[0] as SourceName | undefined;
}

/** How a file is read of which nobody said where it is from. */
export function sourceOf(names: readonly string[]): SourceName {
  const found = recognise(names);
  if (found !== undefined) return found;
  const known = new Set(Object.keys(sources.weekwise.columns).map(sameName));
  return names.every((name) => name === '' || known.has(sameName(name))) ? 'weekwise' : 'plain';
}
