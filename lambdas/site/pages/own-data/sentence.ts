import type * as z from 'zod';

/** What the page with somebody's own data says of each field of a table, as a sentence. A field without one does not compile. */
export type Sentences<Table extends Record<string, { schema: z.ZodType }>> = {
  [Name in keyof Table]: (value: NonNullable<z.output<Table[Name]['schema']>>, record: { source?: string }) => string;
};
