import type { ChangingWorld } from '../core/changing.ts';
import type { LeavingWorld } from '../core/leaving.ts';
import type { CalendarFeedWorld } from '../core/calendar-feed.ts';
import type { CheckInWorld } from '../core/check-in.ts';
import type { ErasingWorld } from '../core/erasing.ts';
import type { ApiKeys } from '../core/api-key.ts';
import type { ClosedInboxes } from '../core/closed-inboxes.ts';
import type { Limits } from '../core/request-counters.ts';
import type { PersonalData } from '../core/personal-data.ts';
import type { Pictures } from '../core/ports.ts';
import type { SteeringWorld } from '../core/steering.ts';
import type { SignUpWorld } from '../core/sign-up.ts';
import type { WhomToCall } from '../core/whom-to-call.ts';
import type { WebhookEventType, WebhookInclude } from '../core/webhook-contract.ts';

/** What the site needs: the use cases' ports, and what its pages say about this deployment. */
export interface SiteWorld
  extends SignUpWorld, LeavingWorld, ChangingWorld, ErasingWorld, CheckInWorld, SteeringWorld, CalendarFeedWorld {
  subscribers: SignUpWorld['subscribers'] & ChangingWorld['subscribers'] & CheckInWorld['subscribers'];
  pictures: Pictures;
  contacts: WhomToCall;
  limits: Limits;
  closedInboxes: Pick<ClosedInboxes, 'close'>;
  apiKeys: Pick<ApiKeys, 'verify'>;
  /** Origins whose pages may use the API from within a browser. */
  apiOrigins: readonly string[];
  personalData: PersonalData;
  sender: { name: string; replyTo: string; postalAddress: string };
  /** What another system of the operator's is told; no events where there is none. */
  webhooks: { events: readonly WebhookEventType[]; includes: readonly WebhookInclude[] };
  /** Months after the last email until of somebody who had every lesson only that is kept. */
  keepCompletedMonths: number;
  /** The region of AWS in which the data are; '' where that is not known. */
  region: string;
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
}

/** What every page needs: to read its link, to log, to fill its frame, and to say whom its reader can call. */
export type PageWorld = Pick<SiteWorld, 'clock' | 'keyring' | 'log' | 'sender' | 'contacts'> & {
  subscribers: Pick<SiteWorld['subscribers'], 'find'>;
};
