import { parseAddress } from '../../../lambdas/core/person/address.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { changeSeries, pauseUntil, resume } from '../../../lambdas/core/actions/changing.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import { eraseSubscriber } from '../../../lambdas/core/actions/erasing.ts';
import { leave } from '../../../lambdas/core/actions/leaving.ts';
import { askToMove } from '../../../lambdas/core/actions/moving.ts';
import { OperatorError } from '../home-error.ts';
import type { Home } from '../home.ts';
import { quiet } from '../quiet.ts';
import { seriesNamed } from '../series-named.ts';

/** What an operator does for somebody who wrote in. Each is the very thing that the person's own page does. */

function worldOf(home: Home) {
  return {
    clock: home.clock,
    subscribers: home.subscribers,
    control: home.control,
    queues: sqsQueues({ account: home.queues.account.url }, home.sqs),
    personalData: dynamoPersonalData(home.table),
    log: quiet,
  };
}

/** Why an action of which nothing is known to be wrong may have done nothing, for whoever asked. */
export const conditions: Record<keyof typeof actions, string> = {
  pause: 'a pause is for active people, until a day after today and within a year',
  resume: 'a pause of active people is ended',
  unsubscribe: 'active and completed people are unsubscribed',
  erase: 'there is nothing to erase of whom nothing is known',
  move: 'active people move, to an address that is not theirs already',
  'change-series': 'active and completed people go over, to another series that has a lesson which they have not had',
  link: 'a link goes to active and completed people',
};

export const actions = {
  pause: async (id: string, home: Home, until: string) => pauseUntil(id, until, worldOf(home)),
  resume: async (id: string, home: Home) => resume(id, worldOf(home)),
  unsubscribe: async (id: string, home: Home) => {
    await leave(id, { farewell: false }, worldOf(home));
    return (await home.subscribers.find(id))?.status === 'unsubscribed';
  },
  erase: async (id: string, home: Home) => eraseSubscriber(id, worldOf(home)),
  /** Asks the new address; the course moves along once it confirms. */
  move: async (id: string, home: Home, to: string) => {
    const address = parseAddress(to);
    if (typeof address === 'string') throw new OperatorError(`This is no e-mail address: ${address}.`);
    const world = { ...worldOf(home), keyring: await home.keyring(), diary: dynamoCheckIns(home.table) };
    return askToMove(id, address, world, 'operator');
  },
  'change-series': async (id: string, home: Home, to: string) =>
    changeSeries(id, seriesNamed(to, home.series), worldOf(home)),
  /** Mails them their settings link; nobody else ever sees it. */
  link: async (id: string, home: Home) => {
    const { status } = (await home.subscribers.find(id)) ?? {};
    if (status !== 'active' && status !== 'completed') return false;
    await worldOf(home).queues.account({ kind: 'link', id, askedAt: isoInstant(home.clock.now()), attempt: 0 });
    return true;
  },
} as const;
