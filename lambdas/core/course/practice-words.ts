import type { RecentCheckIn } from '../person/records.ts';
import type { MergedWords } from './merged-words.ts';

/** Names of texts, by the answer that they say. */
const onDays = { '0': 'noDay', '1-2': 'fewDays', '3-4': 'someDays', '5-7': 'mostDays' } as const;
const once = { yes: 'tried', 'a-bit': 'triedABit', 'not-yet': 'notTried' } as const;

/** What somebody answered about practice, in words. */
export function practiceWords(
  { days, tried }: Pick<RecentCheckIn, 'days' | 'tried'>,
  words: Pick<MergedWords, 'practice'>,
): string {
  return words.practice[tried === undefined ? onDays[days] : once[tried]];
}
