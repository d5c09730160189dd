import { ConfigurationError, readConfiguration, type Given } from '../../cloud/configuration.ts';

/** A key without which a stage is of no use to anybody, and how its operator is asked for it. */
export interface Question {
  key: string;
  asks: string;
}

const questions: readonly Question[] = [
  {
    key: 'domain',
    asks: 'Which domain do the mails come from? You have to be able to add DNS records to it (example.org)',
  },
  { key: 'senderName', asks: 'What name stands before the address of the sender? (Calm Weeks)' },
  { key: 'postalAddress', asks: 'Which postal address is printed in every mail? Many laws ask for one' },
  { key: 'operatorEmail', asks: 'Where do alarms go? (you@example.org)' },
];

/** What has still to be asked for a stage. */
export function missing(given: Given): Question[] {
  return questions.filter(({ key }) => given[key] === undefined || given[key] === '');
}

/** What is wrong with one key of a stage; undefined when nothing is. */
export function faultOf(key: string, stage: string, given: Given): string | undefined {
  try {
    readConfiguration((name) => (name === 'stage' ? stage : undefined), { [stage]: given });
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n').find((line) => line.includes(`"${key}"`));
  }
}

/**
 * A domain can be known to SES once an account and region: a stage whose domain another one has already made known shares it.
 *
 * @returns what to write down for it
 */
export function sharing(stage: string, given: Given, stages: Readonly<Record<string, Given>>): Given {
  const owner = Object.entries(stages).find(
    ([name, other]) => name !== stage && other['domain'] === given['domain'] && other['mailIdentity'] !== 'shared',
  );
  return owner === undefined || given['mailIdentity'] !== undefined ? {} : { mailIdentity: 'shared' };
}
