import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sendAccountMail } from '../../lambdas/core/sending/account-mail.ts';
import { askedMailsMax } from '../../lambdas/core/sending/mail-turns.ts';
import { aSubscriber } from '../support/builders.ts';
import { memoryClosedInboxes } from '../support/memory-limits.ts';
import { joins } from '../support/people.ts';
import { signUpFields, siteWorld, testKeyring } from '../support/site-world.ts';

/*
 * Goal: if somebody has every link of a person and posts whatever they like, as often and in whatever order they like, the person's inbox gets no more than
 * five emails that somebody asked for in any 24 hours.
 * Method: post to the site at random times, send what it asks for, and look at what went out, which knows nothing of our table.
 */

const dayMs = 86_400_000;
const email = 'ann@example.org';

/** What can be posted, by path. */
const forms = {
  link: ['/link', { email }],
  'sign up': ['/sign-up', { ...signUpFields, email }],
  confirm: ['/confirm/<confirm>', {}],
  leave: ['/unsubscribe/<unsubscribe>', { farewell: 'yes' }],
  undo: ['/unsubscribe/<unsubscribe>/undo', {}],
  pause: ['/settings/<settings>/pause', { weeks: '1' }],
  resume: ['/settings/<settings>/resume', {}],
  'bad day': ['/bad-day/<diary>', {}],
  move: ['/settings/<settings>/address', { email: 'ann+new@example.org' }],
} as const;
type Form = keyof typeof forms;

/** Posts forms and returns when mails went out, in milliseconds. */
async function live(posts: { form: Form; minutesLater: number }[]): Promise<number[]> {
  const w = siteWorld();
  // The id that the keyring gives the address, so that the form and the links are about one person.
  const id = testKeyring.subscriberId(email);
  await joins(w.subscribers, aSubscriber({ id, address: email }));
  const sent: number[] = [];
  const sending = {
    ...w.deps,
    contacts: () => w.deps.contacts,
    subscribers: w.subscribers,
    control: { ...w.deps.control } as Parameters<typeof sendAccountMail>[1]['control'],
    queues: { account: async () => undefined, send: async () => undefined },
    closedInboxes: memoryClosedInboxes(),
    mailTurns: w.deps.mailTurns as Parameters<typeof sendAccountMail>[1]['mailTurns'],
    deadEvents: { any: async () => false },
    outbox: {
      turn: async () => ({ granted: true as const, giveBack: () => undefined }),
      send: async () => {
        sent.push(w.clock.now().epochMilliseconds);
        return { outcome: 'accepted' as const, messageId: 'm' };
      },
    },
    composer: { compose: async () => new Uint8Array() },
    probe: async () => ({ stream: 'account' as const, to: 'x', raw: new Uint8Array(), tags: { delivery: 'probe' } }),
    sender: { ...w.deps.sender, weeklyFrom: 'lessons@example.com', accountFrom: 'account@example.com' },
  };
  for (const { form, minutesLater } of posts) {
    w.clock.at = w.clock.at.add({ minutes: minutesLater });
    const [path, fields] = forms[form];
    await w.post(
      path.replace(/<(\w+)>/, (_, purpose: string) => w.tokenOf(purpose as 'confirm', id)),
      fields,
    );
    for (const job of w.asked.splice(0)) await sendAccountMail(job, sending, () => 60_000);
  }
  return sent;
}

function expectFew(sent: number[]): void {
  const spans = sent.slice(askedMailsMax).map((atMs, index) => atMs - sent[index]!);
  expect(spans.filter((ms) => ms < dayMs)).toEqual([]);
}

test('at most five emails come in any 24 hours, whatever is posted in whatever order', async () => {
  const post = fc.record({
    form: fc.constantFrom(...(Object.keys(forms) as Form[])),
    minutesLater: fc.oneof(fc.nat(12), fc.nat(90), fc.nat(26 * 60)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(post, { minLength: 10, maxLength: 60 }), async (posts) => expectFew(await live(posts))),
    { numRuns: 15 },
  );
});

test('so they do when somebody is signed up, confirmed and taken off, around and around', async () => {
  const round: Form[] = ['leave', 'sign up', 'confirm', 'pause', 'resume', 'link', 'bad day'];
  const posts = Array.from({ length: 140 }, (_, index) => ({ form: round[index % round.length]!, minutesLater: 11 }));
  const sent = await live(posts);
  expect(sent.length).toBeGreaterThan(askedMailsMax);
  expectFew(sent);
});
