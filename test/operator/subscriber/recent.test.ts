import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { happeningsOf } from '../../../lib/operator/subscriber/recent.ts';
import { aGone, aSignUp, aSubscriber } from '../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-23T06:00:00Z');
const at = '2026-11-20T08:00:00Z';
type Somebody = Parameters<typeof happeningsOf>[0];
const person = (changes: Parameters<typeof aSubscriber>[0]) => ({ subscriber: aSubscriber(changes) });

test.each<[string, Somebody]>([
  ['Signed up, and has yet to confirm', { signUp: aSignUp({ requestedAt: at, expiresAt: '2026-11-27T08:00:00Z' }) }],
  ['Signed up, and never confirmed', { signUp: aSignUp({ requestedAt: at, expiresAt: at }) }],
  ['Confirmed', person({ confirmedAt: at })],
  ['Came by the import by-hand', person({ confirmedAt: at, importedBy: 'by-hand' })],
  ['Took a break until 2026-12-24', person({ pausedAt: at, pausedUntil: '2026-12-24' })],
  ['Stopped half way', person({ stoppedAt: at, status: 'completed' })],
  ['Unsubscribed', person({ unsubscribedAt: at, status: 'unsubscribed' })],
  ['Their mailbox refused our email', person({ suppression: { reason: 'bounce', at }, status: 'bounced' })],
  ['Marked an email as spam', person({ suppression: { reason: 'complaint', at }, status: 'complained' })],
  ['Had everything erased', { subscriber: aGone({ erasedAt: at, status: 'erased' }) }],
])('what happened lately: %s', (what, somebody) => {
  const found = happeningsOf(somebody, now).filter((one) => one.at === at);
  expect(found.map((one) => [one.what, one.who !== undefined])).toEqual([[what, what !== 'Had everything erased']]);
});

test('a break that is over is not told of', () => {
  const found = happeningsOf(person({ pausedAt: at, pausedUntil: '2026-11-22' }), now);
  expect(found.map(({ what }) => what)).toEqual(['Confirmed']);
});
