import type { SourceName } from './choices.ts';
import { listmonk } from './listmonk.ts';
import { pinpoint } from './pinpoint.ts';
import type { Source } from './source.ts';
import { weekwise } from './weekwise.ts';

/** What reads the file of each source. */
export const sources = { weekwise, listmonk, pinpoint } satisfies Record<SourceName, Source>;
