import type { ChangingDeps } from '../../core/actions/changing.ts';
import type { UnsubscribeDeps } from '../../core/actions/unsubscribing.ts';
import type { CalendarFeedDeps } from '../../core/actions/calendar-feed.ts';
import type { CheckInDeps } from '../../core/actions/check-in.ts';
import type { ErasingDeps } from '../../core/actions/erasing.ts';
import type { ApiKeys } from '../../core/kit/api-key.ts';
import type { Cohorts } from '../../core/person/cohorts.ts';
import type { ClosedInboxes } from '../../core/sending/closed-inboxes.ts';
import type { RequestCounters } from '../../core/kit/request-counters.ts';
import type { PersonalData } from '../../core/person/personal-data.ts';
import type { Pictures } from '../../core/kit/ports.ts';
import type { SteeringDeps } from '../../core/actions/course-changes.ts';
import type { SignUpDeps } from '../../core/actions/sign-up.ts';
import type { WhomToCall } from '../../core/course/whom-to-call.ts';
import type { WebhookEventType, WebhookInclude } from '../../core/webhooks/webhook-contract.ts';

/** What the site needs: the use cases' ports, and what its pages say about this deployment. */
export interface SiteDeps
  extends SignUpDeps, UnsubscribeDeps, ChangingDeps, ErasingDeps, CheckInDeps, SteeringDeps, CalendarFeedDeps {
  subscribers: SignUpDeps['subscribers'] & ChangingDeps['subscribers'] & CheckInDeps['subscribers'];
  cohorts: Cohorts;
  pictures: Pictures;
  contacts: WhomToCall;
  limits: RequestCounters;
  closedInboxes: Pick<ClosedInboxes, 'close'>;
  apiKeys: Pick<ApiKeys, 'verify'>;
  /** Origins whose pages may use the API from within a browser. */
  apiOrigins: readonly string[];
  personalData: PersonalData;
  /** `repliesWithinDays`: that a person reads answers to emails; undefined where the operator does not say so. */
  sender: { name: string; replyTo: string; postalAddress: string; repliesWithinDays?: number | undefined };
  /** What another system of the operator's is told; no events where there is none. */
  webhooks: { events: readonly WebhookEventType[]; includes: readonly WebhookInclude[] };
  /** Months after the last email until of somebody who had every lesson only that is kept. */
  keepCompletedMonths: number;
  /** The region of AWS in which the data are; '' where that is not known. */
  region: string;
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
}

/** What every page needs: to read its link, to log, to fill its frame, to say whom its reader can call, and in which languages. */
export type PageDeps = Pick<SiteDeps, 'clock' | 'ids' | 'keyring' | 'log' | 'sender' | 'contacts'> & {
  subscribers: Pick<SiteDeps['subscribers'], 'find'>;
  series: Pick<SiteDeps['series'], 'languages'>;
};

/** What the unsubscribe pages need, in the site and in their own function. */
export type UnsubscribePagesDeps = PageDeps & UnsubscribeDeps & Pick<SiteDeps, 'series'>;
