import { expect, test } from '@jest/globals';
import { configurationKeys, readConfiguration } from '../../lib/cloud/configuration.ts';
import { configurations } from './configurations.ts';

/** Keys that only put another text or number where one is anyway. */
const texts = [
  'senderName',
  'weeklyFrom',
  'accountFrom',
  'replyTo',
  'bounceHost',
  'series',
  'cohorts',
  'repliesWithinDays',
  'keepCompletedMonths',
  'crisisContacts',
  'unreviewedContent',
  'webAclArn',
  'webhookEvents',
  'logLevel',
];
/** Set by `npm run deploy` for the minutes of a move. */
const ofMoves = ['ownTable'];

test('analysers see every key that brings resources about', () => {
  const given = new Set(Object.values(configurations).flatMap(Object.keys));
  expect(configurationKeys.filter((key) => !given.has(key)).toSorted()).toEqual([...texts, ...ofMoves].toSorted());
});

test.each(Object.entries(configurations))('the deployment %s can be configured', (_, given) => {
  expect(() => readConfiguration((key) => given[key])).not.toThrow();
});
