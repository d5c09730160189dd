import { expect, test } from '@jest/globals';
import { aSubscriber, idOf } from '../support/builders.ts';
import { crawl, linksIn } from '../support/crawl.ts';
import { linksForSignUp } from '../../lambdas/core/mail/mail-links.ts';
import { siteWorld } from '../support/site-world.ts';

/** Somebody passes a lesson on. The person who gets it moves the course to an address of their own, with the check-ins in it. */

const theirs = 'eve@example.com';

async function start() {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' } }));
  const note = { week: '2026-11-16', at: '2026-11-17T06:00:00Z', days: '0' as const, note: 'signed off work' };
  await w.deps.diary.record(idOf('ann'), note);
  const eve = w.deps.keyring.subscriberId(theirs);
  const signUp = () => w.subscribers.signUps.get(eve);
  return {
    ...w,
    eve,
    signUp,
    /** The link in the email to the new address. */
    confirms: async () => {
      const stored = signUp();
      if (stored === undefined) return;
      const { move } = linksForSignUp(stored, { kind: 'moving', inbox: idOf('inbox') }, '', w.deps);
      await w.post(move.replace(w.deps.siteUrl, ''));
    },
  };
}

test('a lesson that was passed on, at once or later, moves nothing and shows no data', async () => {
  const w = await start();
  const mailed = Object.values({ ...linksIn(w, 'lesson'), ...linksIn(w, 'reminder') });
  for (const minutes of [0, 30, 90]) {
    w.clock.at = w.clock.at.add({ minutes });
    const { forms, shown } = await crawl(w, mailed);
    expect(shown).not.toContain('ann@example.org');
    for (const form of forms) if (form.endsWith('/address')) await w.post(form, { email: theirs });
    for (const path of mailed.filter((one) => one.startsWith('/settings/'))) {
      const token = path.split('/')[2];
      for (const page of ['settings', 'data']) await w.post(`/${page}/${token}/address`, { email: theirs });
    }
  }
  expect(w.signUp()).toBeUndefined();
});

test('somebody who gets at a fresh link does not take the course away unseen: its owner is told, and has it back', async () => {
  const w = await start();
  const { data } = linksIn(w, 'link');
  expect(await (await w.get(data)).text()).toContain('ann@example.org');
  await w.post(`${data}/address`, { email: theirs });
  await w.confirms();
  expect(w.subscribers.person(w.eve).status).toBe('active');
  expect(w.asked.map(({ kind, id }) => [kind, id])).toEqual([
    ['moving', w.eve],
    ['moved', idOf('ann')],
  ]);
  // By then they may have left there, so that nothing seems to be left.
  w.clock.at = w.clock.at.add({ hours: 6 * 24 });
  await w.post(`/unsubscribe/${w.tokenOf('unsubscribe', w.eve)}`);
  const { takeBack } = linksIn(w, 'moved');
  expect((await w.get(takeBack)).status).toBe(200);
  expect(w.subscribers.person(idOf('ann')).status).toBe('moved');
  const back = await w.post(takeBack);
  expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('Monday')]);
  expect(w.subscribers.person(idOf('ann'))).toMatchObject({ status: 'active', address: 'ann@example.org' });
  expect(await w.deps.diary.all(idOf('ann'))).toMatchObject([{ note: 'signed off work' }]);
  expect(w.subscribers.profiles.get(w.eve)).toMatchObject({ status: 'erased', movedTo: idOf('ann') });
});

test('a second move that was asked for beside the first takes nothing after it was cancelled', async () => {
  const w = await start();
  const { data } = linksIn(w, 'link');
  await w.post(`${data}/address`, { email: 'eve.two@example.com' });
  await w.post(`${data}/address`, { email: theirs });
  await w.confirms();
  await w.post(linksIn(w, 'moved').takeBack);
  const second = w.subscribers.signUps.get(w.deps.keyring.subscriberId('eve.two@example.com'))!;
  const { move } = linksForSignUp(second, { kind: 'moving', inbox: idOf('inbox') }, '', w.deps);
  expect((await w.post(move.replace(w.deps.siteUrl, ''))).status).toBe(410);
  expect(w.subscribers.person(idOf('ann')).status).toBe('active');
});

test('links that were passed on are void once their owner says so', async () => {
  const w = await start();
  const before = { ...linksIn(w, 'lesson'), ...linksIn(w, 'reminder'), ...linksIn(w, 'link') };
  await w.post(`${linksIn(w, 'link').preferences}/void`);
  expect(
    (
      await crawl(
        w,
        Object.values(before).filter((path) => !/^\/(unsubscribe|bad-day)/.test(path)),
      )
    ).shown,
  ).toBe('');
  expect((await w.get(linksIn(w, 'lesson').preferences)).status).toBe(200);
  expect(await (await w.post(before.unsubscribe)).text()).toContain('All mail has stopped');
});
