import type { StoredRecord } from '../../../core/person/personal-data.ts';
import { profileSentences } from './profile-sentences.ts';
import { recordSentences } from './record-sentences.ts';

/** What the page with somebody's own data says, by kind of record, in the order in which it does. What newer code has stored has none here. */
export const sentences: Record<StoredRecord['kind'], Record<string, (value: never, record: object) => string>> = {
  profile: profileSentences,
  ...recordSentences,
  other: {},
};
