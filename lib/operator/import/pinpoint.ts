import * as z from 'zod';
import { jsonLines } from './json-lines.ts';
import { readPerson } from './person.ts';
import type { Source } from './source.ts';

/**
 * What an export job of Amazon Pinpoint writes: an endpoint a line, as JSON. An endpoint that is not opted out did not say when it opted in, so
 * there is no consent in it.
 */
export const pinpoint: Source = {
  lines: (file) => jsonLines(file),
  read: (record, { zone = '' }) => {
    const endpoint = Endpoint.safeParse(record);
    if (!endpoint.success) return { why: 'is no endpoint of Amazon Pinpoint' };
    const { Address, ChannelType, OptOut, EndpointStatus, Demographic, User } = endpoint.data;
    if (ChannelType !== 'EMAIL') return { why: 'is an endpoint of another channel than EMAIL' };
    if (OptOut !== 'NONE') return { why: 'opted out in Amazon Pinpoint' };
    if (EndpointStatus === 'INACTIVE') return { why: 'is inactive in Amazon Pinpoint' };
    return readPerson({
      email: Address,
      firstName: User?.UserAttributes?.FirstName?.[0] ?? '',
      zone: Demographic?.Timezone || zone,
    });
  },
};

const UserAttributes = z.object({ FirstName: z.array(z.string()).nullish() });

const Endpoint = z.object({
  Address: z.string(),
  ChannelType: z.string(),
  OptOut: z.string().default('NONE'),
  EndpointStatus: z.string().nullish(),
  Demographic: z.object({ Timezone: z.string().nullish() }).nullish(),
  User: z.object({ UserAttributes: UserAttributes.nullish() }).nullish(),
});
