import type { Column } from './choices.ts';

/** A line of a file, told in our columns. */
export type Row = Partial<Record<Column, string>>;

/** Why a line is not taken over. Never quotes what may be about a person: reasons are printed and kept. */
export interface Refusal {
  why: string;
  /** Whose line says that they are not to be written to. */
  identity?: string | undefined;
}
