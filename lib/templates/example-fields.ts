import { exampleLinks } from '../../lambdas/core/mail/mail-links.ts';
import type { MailFields, OfferFields, ThenAndNowFields, WeekFields } from '../../lambdas/core/course/series.ts';
import { noNotice } from '../../lambdas/core/course/notice.ts';

/** What mails merge in pictures and tests. Nobody here is a real person. */
export const exampleFields: MailFields = {
  firstName: 'Ann',
  schedule: 'Mondays at 7:00, Berlin time',
  nextLesson: 'Monday 30 November at 7:00',
  replies: 'within 2 days',
  first: '',
  next: { title: 'Walk a little', promise: 'A short walk that fits a bad day.' },
  last: '',
  branchEnds: '',
  branchOffers: [],
  reminded: 'yes',
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
  sender: { name: 'Weekwise', postalAddress: '1 Example Street, 12345 Exampletown', address: 'coach@weekwise.example' },
  // Nobody's first lesson.
  link: { ...exampleLinks('https://weekwise.example'), start: '' },
};

/** What stands below an answer to a hard check-in. */
export const exampleOffers: OfferFields[] = [
  { says: 'In danger now: call 112', href: 'tel:112' },
  { says: 'TelefonSeelsorge: call 0800 111 0 111 (free, day and night)', href: 'tel:08001110111' },
  { says: 'When to get help: the signs, and who to call', href: exampleFields.link.help },
];

/** What somebody's first lesson asks in place of a check-in. */
export const exampleFirst: Pick<MailFields, 'first' | 'link'> = {
  first: 'yes',
  link: { ...exampleLinks('https://weekwise.example'), checkIn: '' },
};

/** Then and now, of somebody who wants it in emails. */
export const exampleLookBack: Pick<MailFields, 'lookBack' | 'goal' | 'thenAndNow'> & {
  thenAndNow: ThenAndNowFields[];
} = {
  lookBack: 'yes',
  goal: 'walk to the market and back',
  thenAndNow: [
    { name: 'Stress', was: '7 of 10', since: '1 November', now: '5 of 10', to: '22 November' },
    { name: 'Pain', was: '6 of 10', since: '1 November', now: '6 of 10', to: '22 November' },
    { name: 'Days active', was: '2 of 7', since: '1 November', now: '4 of 7', to: '22 November' },
  ],
};

/** Four weeks of somebody's check-ins: one without scores, one with none of either. */
export const exampleWeeks: WeekFields[] = [
  { label: '2 November', said: 'Practised on 1 or 2 days. Stress 7 of 10. Pain 6 of 10.', stress: '70', pain: '60' },
  { label: '9 November', said: 'Practised on 3 or 4 days.', stress: '', pain: '' },
  {
    label: '16 November',
    said: 'Practised on 5 days or more. Stress 4 of 10. Pain 5 of 10.',
    stress: '40',
    pain: '50',
  },
  { label: '23 November', said: 'No practice. Stress 0 of 10. Pain 0 of 10.', stress: '1', pain: '1' },
];
