import * as z from 'zod';
import { csvLines, Misshapen } from './csv-lines.ts';
import { readPerson } from './person.ts';
import type { Source } from './source.ts';

/**
 * The export of listmonk's subscribers page: CSV with the columns uuid, email, name, attributes, status, created_at and updated_at. It does not
 * say to what people agreed, nor who left a list: whoever did is still `enabled`, and has to be left out of the export.
 */
export const listmonk: Source = {
  lines: (file, _name, { ignoreColumns = [] } = {}) =>
    csvLines(file, { known: columns, needed: ['email', 'attributes', 'status'], ignored: ignoreColumns }),
  read: (record, { zone = '' }) => {
    if (record instanceof Misshapen) return { why: record.why };
    const subscriber = Subscriber.safeParse(record);
    if (!subscriber.success) return { why: 'is not a listmonk subscriber: email, attributes or status is missing' };
    const { email, name, attributes, status } = subscriber.data;
    if (status !== 'enabled') return { why: 'is disabled or on the blocklist in listmonk' };
    return readPerson({
      email,
      firstName: attributes.firstName ?? attributes.first_name ?? firstWord(name),
      zone: attributes.timezone ?? attributes.zone ?? zone,
    });
  },
};

const columns = ['uuid', 'email', 'name', 'attributes', 'status', 'created_at', 'updated_at'];

/** Attributes are whatever the operator kept; these names are ours to read where they are text. */
const Attributes = z.object({
  firstName: z.string().optional().catch(undefined),
  first_name: z.string().optional().catch(undefined),
  timezone: z.string().optional().catch(undefined),
  zone: z.string().optional().catch(undefined),
});

const Subscriber = z.object({
  email: z.string(),
  name: z.string().default(''),
  attributes: z
    .string()
    .transform((text) => asJson(text))
    .pipe(Attributes.catch({})),
  status: z.string(),
});

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** listmonk has one field for names, and fills an empty one with the address. */
function firstWord(name: string): string {
  const [first = ''] = name.split(/\s+/);
  return first.includes('@') ? '' : first;
}
