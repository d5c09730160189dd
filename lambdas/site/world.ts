import type { ChangingWorld } from '../core/changing.ts';
import type { LeavingWorld } from '../core/leaving.ts';
import type { CheckInWorld } from '../core/check-in.ts';
import type { ErasingWorld } from '../core/erasing.ts';
import type { PersonalData, Pictures } from '../core/ports.ts';
import type { Series } from '../core/series.ts';
import type { SignUpWorld } from '../core/sign-up.ts';

/** What the site needs: the use cases' ports, and what its pages say about this deployment. */
export interface SiteWorld extends SignUpWorld, LeavingWorld, ChangingWorld, ErasingWorld, CheckInWorld {
  subscribers: SignUpWorld['subscribers'] & ChangingWorld['subscribers'];
  series: Series;
  pictures: Pictures;
  personalData: PersonalData;
  sender: { name: string; replyTo: string; postalAddress: string };
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
}
