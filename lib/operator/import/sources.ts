import { listmonk } from './listmonk.ts';
import { pinpoint } from './pinpoint.ts';
import type { Source } from './source.ts';
import { weekwise } from './weekwise.ts';

/** Where people can be taken over from. */
export const sources = { weekwise, listmonk, pinpoint } as const satisfies Record<string, Source>;
export type SourceName = keyof typeof sources;
export const sourceNames = Object.keys(sources) as SourceName[];
