import type { RecentCheckIn } from '../person/records.ts';

const onDays = {
  '0': 'No practice',
  '1-2': 'Practised on 1 or 2 days',
  '3-4': 'Practised on 3 or 4 days',
  '5-7': 'Practised on 5 days or more',
};

const once = { yes: 'Tried it', 'a-bit': 'Tried a bit', 'not-yet': 'Not tried yet' };

/** What somebody answered about practice, in words. */
export function practiceWords({ days, tried }: Pick<RecentCheckIn, 'days' | 'tried'>): string {
  return tried === undefined ? onDays[days] : once[tried];
}
