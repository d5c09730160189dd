import * as z from 'zod';
import { OperatorError } from '../operator-error.ts';
import { jsonLines } from './json-lines.ts';
import { readPerson } from './person.ts';
import type { Line, Source } from './source.ts';

/**
 * What an export job of Amazon Pinpoint writes: an endpoint a line, as JSON. An endpoint that is not opted out did not say when it opted in, so
 * there is no consent in it.
 */
export const pinpoint: Source = {
  lines: (file) => endpoints(jsonLines(file)),
  read: (record, { zone = '' }) => {
    const endpoint = Endpoint.safeParse(record);
    if (!endpoint.success) return { why: 'is not an Amazon Pinpoint endpoint' };
    const { Address, ChannelType, OptOut, EndpointStatus, Demographic, User } = endpoint.data;
    if (ChannelType !== 'EMAIL') return { why: 'is an endpoint of another channel than EMAIL' };
    if (OptOut !== 'NONE') return { why: 'opted out in Amazon Pinpoint, or nothing says that they did not' };
    if ((EndpointStatus ?? 'ACTIVE') !== 'ACTIVE') return { why: 'is not active in Amazon Pinpoint' };
    return readPerson({
      email: Address,
      firstName: User?.UserAttributes?.FirstName?.[0] ?? '',
      zone: Demographic?.Timezone || zone,
    });
  },
};

/** Ends the import of another file at its first line, where each line would be refused. */
async function* endpoints(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  let isFirst = true;
  for await (const line of lines) {
    const { record } = line;
    if (isFirst && typeof record === 'object' && record !== null && 'email' in record) {
      throw new OperatorError('The file is not an Amazon Pinpoint export. For one of our own, use --from weekwise.');
    }
    isFirst = false;
    yield line;
  }
}

const UserAttributes = z.object({ FirstName: z.array(z.string()).nullish() });

const Endpoint = z.object({
  Address: z.string(),
  ChannelType: z.string(),
  OptOut: z.string().nullish(),
  EndpointStatus: z.string().nullish(),
  Demographic: z.object({ Timezone: z.string().nullish() }).nullish(),
  User: z.object({ UserAttributes: UserAttributes.nullish() }).nullish(),
});
