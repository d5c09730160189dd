import { linksForAnybody, type Site } from '../mail/mail-links.ts';
import { noNotice } from '../course/notice.ts';
import type { MailFields } from '../course/series.ts';

/** What a mail merges when it is about nobody in particular: pages that everybody may open, and nothing else. */
export function anonymousFields(
  from: { sender: Pick<MailFields['sender'], 'name' | 'postalAddress'> } & Site,
  /** What the addresses of the series' pages begin with. */
  path = '',
): MailFields {
  const { sender } = from;
  return {
    firstName: '',
    schedule: '',
    replies: '',
    nextLesson: '',
    first: '',
    next: { title: '', promise: '' },
    last: '',
    branchEnds: '',
    branchOffers: [],
    reminded: '',
    whole: '',
    coach: '',
    offers: [],
    shortFirst: '',
    shortOnly: '',
    plan: '',
    tried: '',
    weeks: [],
    lookBack: '',
    goal: '',
    thenAndNow: [],
    halfway: '',
    stopped: '',
    notice: noNotice,
    sender: { name: sender.name, postalAddress: sender.postalAddress, address: '' },
    link: linksForAnybody(path, from),
  };
}
