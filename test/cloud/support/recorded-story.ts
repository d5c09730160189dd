import { simpleParser } from 'mailparser';
import { Temporal } from 'temporal-polyfill';
import type { SendJob } from '../../../lambdas/core/sending/jobs.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import { topicValidation } from '../../../lib/local/emulators/ses-events.ts';
import { snsEnvelope } from '../../../lib/local/sns-envelope.ts';
import { testRegion } from '../../support/emulators.ts';
import { signUpFields } from '../../support/site-world.ts';
import type { RecordedService } from './recorded-service.ts';

/** Half an hour before the slot of the person who signs up. */
export const storyStart = '2026-11-02T05:30:00Z';

/**
 * Lives through everything for which a function calls AWS in another way: sign-up, confirmation, mails that are put back, one that is refused
 * for good, an account that SES has paused, a slot that does not end in one run, leaving and coming back, a bounce.
 */
export async function liveStory({
  ses,
  now,
  plan,
  reconcile,
  cutMoveShort,
  count,
  enter,
  serve,
  post,
  take,
  setAsideEvent,
  announce,
}: RecordedService): Promise<void> {
  // A program with a key that was removed.
  const authorization = `Bearer wwk_${'0'.repeat(12)}_${'x'.repeat(43)}`;
  await post(links.apiSignUp.path, {}, { headers: { authorization }, status: 401 });
  await post('/sign-up', signUpFields);
  // SES refuses all email for a while; the first that is tried later closes the circuit again.
  ses.fault = () => 'paused';
  await serve('send', await take('account'));
  ses.fault = undefined;
  now.iso = '2026-11-02T05:45:00Z';
  await serve('send', await take('account'));
  /** The path of a link in the latest mail. */
  const linkTo = async (page: string) => {
    const { text = '' } = await simpleParser(ses.raw(ses.mails().at(-1)!.messageId));
    return new RegExp(`/${page}/\\S+`).exec(text)![0];
  };
  const mailed = async () => serve('send', await take('account'));
  await post(await linkTo('confirm'), {});
  await mailed();
  // Somebody else moves to another address.
  await post('/sign-up', { ...signUpFields, email: 'bo@example.org', lessonDay: '4' });
  await mailed();
  await post(await linkTo('confirm'), {});
  await mailed();
  await post('/link', { email: 'bo@example.org' });
  await mailed();
  await post(`${await linkTo('data')}/address`, { email: 'bo@new.example' });
  await mailed();
  await post(await linkTo('move'), {});
  await mailed();
  // And once more, which is cut short.
  await post('/link', { email: 'bo@new.example' });
  await mailed();
  await post(`${await linkTo('data')}/address`, { email: 'bo@newest.example' });
  await mailed();
  await cutMoveShort();

  now.iso = '2026-11-02T06:00:03Z';
  await plan();
  // With a second left, what there is to do goes back on the queue.
  await serve('send', await take('send'), 1_000);
  await serve('send', await take('send'));
  const lessons = await take('send');
  ses.fault = () => 'throttle';
  await serve('send', lessons);
  // In doubt, until a feed that has been open for long enough proves that SES never had it.
  ses.fault = () => 'drop';
  await serve('send', lessons);
  for (const iso of ['2026-11-02T12:00:04Z', '2026-11-02T12:10:00Z', '2026-11-02T12:20:00Z']) {
    now.iso = iso;
    await serve('feedback', [JSON.parse(sendEvent(iso)) as unknown]);
  }
  // What SNS could not deliver lies with the events that were set aside, and may be no event.
  await setAsideEvent(snsEnvelope(topicValidation, Temporal.Instant.from(now.iso), testRegion));
  ses.fault = () => ({ status: 400, code: 'MessageRejected' });
  await serve('send', lessons);

  const welcome = ses.mails().find(({ tags }) => tags['delivery']?.startsWith('welcome'))!;
  const { text: letter = '' } = await simpleParser(ses.raw(welcome.messageId));
  const leaving = /\/unsubscribe\/\S+/.exec(letter)![0];
  const left = await post(leaving, { farewell: 'yes' });
  await post(/action="(\/[^"]+\/undo)"/.exec(left)![1]!, {});

  ses.fault = undefined;
  await post('/link', { email: signUpFields.email });
  await mailed();
  const data = await linkTo('data');

  // A letter to everybody.
  await announce();
  await plan();
  await serve('send', await take('send'));

  // A bounce of which SES knows and we do not.
  ses.suppress(signUpFields.email, 'BOUNCE');
  now.iso = '2026-11-02T12:21:00Z';
  await reconcile();
  await count();

  const { ids } = lessons[0] as SendJob;
  await serve('feedback', [JSON.parse(bounceOf(ids[0]!, now.iso)) as unknown]);
  await post(`${data}/erase`, {});
  await enter(ids[0]!);

  // Their old address is erased.
  now.iso = '2026-11-10T03:20:00Z';
  await reconcile();

  // An event that comes after the erasure is deleted by a later night.
  await serve('feedback', [JSON.parse(bounceOf(ids[0]!, now.iso)) as unknown]);
  now.iso = '2026-12-12T03:50:00Z';
  await count();
}

function sendEvent(timestamp: string): string {
  const event = { eventType: 'Send', mail: { messageId: 'm', timestamp, tags: { delivery: ['probe'] } } };
  return snsEnvelope(event, Temporal.Instant.from(timestamp), testRegion);
}

function bounceOf(subscriber: string, timestamp: string): string {
  const tags = { subscriber: [subscriber], claim: ['x'.repeat(22)], delivery: ['lesson_2026-11-02'] };
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: signUpFields.email }],
    timestamp,
    feedbackId: 'f',
  };
  const event = { eventType: 'Bounce', mail: { messageId: 'm', timestamp, tags }, bounce };
  return snsEnvelope(event, Temporal.Instant.from(timestamp), testRegion);
}
