import type { Temporal } from 'temporal-polyfill';

/** What all of the core needs of the outside. Adapters and fakes implement these. */

export interface Clock {
  now: () => Temporal.Instant;
}

/** Makes identifiers nobody can guess: 22 characters of base64url, 128 bits. */
export interface Ids {
  fresh: () => string;
}

/** Structured, machine-readable reports. Fields hold ids and codes, never an address, a name or a token. */
export interface Log {
  info: (event: string, fields?: LogFields) => void;
  warn: (event: string, fields?: LogFields, cause?: unknown) => void;
  error: (event: string, fields?: LogFields, cause?: unknown) => void;
  /** Adds to a counter metric. */
  count: (metric: string, by?: number) => void;
}

export type LogFields = Record<string, string | number | boolean | undefined>;

/** The PNG of that file name; undefined when there is none. */
export type Pictures = (file: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
