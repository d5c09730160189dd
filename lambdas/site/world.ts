import type { ChangingWorld } from '../core/changing.ts';
import type { LeavingWorld } from '../core/leaving.ts';
import type { CalendarFeedWorld } from '../core/calendar-feed.ts';
import type { CheckInWorld } from '../core/check-in.ts';
import type { ErasingWorld } from '../core/erasing.ts';
import type { ApiKeys, Limits, PersonalData, Pictures } from '../core/ports.ts';
import type { SteeringWorld } from '../core/steering.ts';
import type { SignUpWorld } from '../core/sign-up.ts';
import type { WhomToCall } from '../core/whom-to-call.ts';
import type { WebhookEventType, WebhookInclude } from '../core/webhook-contract.ts';

/** What the site needs: the use cases' ports, and what its pages say about this deployment. */
export interface SiteWorld
  extends SignUpWorld, LeavingWorld, ChangingWorld, ErasingWorld, CheckInWorld, SteeringWorld, CalendarFeedWorld {
  subscribers: SignUpWorld['subscribers'] & ChangingWorld['subscribers'];
  pictures: Pictures;
  contacts: WhomToCall;
  limits: Limits;
  apiKeys: Pick<ApiKeys, 'verify'>;
  /** Origins whose pages may use the API from within a browser. */
  apiOrigins: readonly string[];
  personalData: PersonalData;
  sender: { name: string; replyTo: string; postalAddress: string };
  /** What another system of the operator's is told; no events where there is none. */
  webhooks: { events: readonly WebhookEventType[]; includes: readonly WebhookInclude[] };
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
}
