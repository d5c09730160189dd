import { ConfigurationError, defaultsOf, readConfiguration, textOf, type Given } from '../../cloud/configuration.ts';
import { domainKeys } from '../../cloud/mail-domain.ts';
import type { KnownIdentity } from './deps.ts';

/** A key without which a stage is of no use to anybody, and how its operator is asked for it. */
export interface Question {
  key: string;
  asks: string;
  /** What an empty answer stands for. Where nobody is there to ask, the key is not missing. */
  usual?: (domain: string, known: KnownIdentity | undefined) => string;
  /** Where it matters; left out: always. */
  when?: (given: Given) => boolean;
}

export const questions: readonly Question[] = [
  {
    key: 'domain',
    asks: 'Which domain do the emails come from? You have to be able to add DNS records to it (example.org)',
  },
  { key: 'senderName', asks: 'What name stands before the address of the sender? (Calm Weeks)' },
  { key: 'postalAddress', asks: 'Which postal address is printed in every mail? Many laws ask for one' },
  { key: 'operatorEmail', asks: 'Where do alarms go? (you@example.org)' },
  {
    key: 'replyTo',
    asks: 'Where do answers to the emails go? A person should read them',
    usual: (domain) => defaultsOf(domain).replyTo,
  },
  {
    key: 'bounceHost',
    asks: 'Which host below the domain do bounces go to? It must be used for nothing else',
    usual: (domain, known) => known?.mailFrom ?? defaultsOf(domain).bounceHost,
  },
  {
    key: 'siteDomain',
    asks: 'Which host is the site to have? Links in emails lead there, so it is best said before the first one (go.example.org)',
    usual: () => 'none',
  },
  {
    key: 'siteCertificateArn',
    asks: 'Which certificate of ACM is for that host? Make it in the region of the stage, with cdn in us-east-1 (arn:aws:acm:…)',
    when: (given) => hasOwnHost(given) && (given['hostedZoneId'] === undefined || given['cdn'] === 'on'),
  },
];

function hasOwnHost(given: Given): boolean {
  const siteDomain = textOf(given, 'siteDomain') ?? 'none';
  return siteDomain !== 'none';
}

/** What has still to be asked for a stage. */
export function missing(given: Given): Question[] {
  return questions.filter((question) => isOpen(question, given));
}

/** Has it still to be asked? */
export function isOpen({ key, when }: Question, given: Given): boolean {
  return (given[key] === undefined || given[key] === '') && when?.(given) !== false;
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
 * What a stage has in common with another one that sends from the same domain, where it says nothing of its own.
 *
 * @returns what to write down for it
 */
export function sharing(stage: string, given: Given, stages: Readonly<Record<string, Given>>): Given {
  const other = Object.entries(stages).find(
    ([name, { domain }]) => name !== stage && domain !== undefined && domain === given['domain'],
  )?.[1];
  const keys = domainKeys.filter((key) => given[key] === undefined && other?.[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, other![key]]));
}
