import { expect, test } from '@jest/globals';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

async function start(minutesLater = 0) {
  const w = siteWorld();
  w.clock.at = w.clock.at.add({ minutes: minutesLater });
  const answer = await w.send('/sign-up', { ...signUpFields, email: ' ann.b+x@example.org', firstName: '' });
  return { ...w, at: answer.headers.get('Location')! };
}
const text = async (answer: Promise<Response>) => (await answer).text();

test('the page after a sign-up names the address that was typed, and its own address does not', async () => {
  const w = await start();
  expect(await text(w.get(w.at))).toContain('A link is on its way to <b class="address">ann.b+x@example.org</b>');
  const parts = decodeURIComponent(w.at)
    .split(/[.?&=]/)
    .map((part) => Buffer.from(part, 'base64url').toString());
  expect([w.at, ...parts].join(' ')).not.toMatch(/ann|example\.org/);
});

test('it can be loaded again, which mails nothing; after an hour, or elsewhere, it names nobody', async () => {
  const w = await start();
  const before = w.everything();
  expect(await text(w.get(w.at))).toBe(await text(w.get(w.at)));
  expect(w.everything()).toBe(before);
  const other = await start(1);
  const [, of] = /&of=(.*)$/.exec(w.at)!;
  expect(await text(w.get(other.at.replace(/&of=.*$/, `&of=${of}`)))).toContain('to the address you gave');
  expect(await text(w.get(w.at.replace(/&of=.*$/, '&of=made-up')))).toContain('to the address you gave');
  w.clock.at = w.clock.at.add({ minutes: 61 });
  expect(await text(w.get(w.at))).not.toContain('ann.b');
});

test('“Send it again” sends the same once more', async () => {
  const w = await start();
  const [form = ''] = /<form method="post" action="\/sign-up">.*?<\/form>/s.exec(await text(w.get(w.at))) ?? [];
  expect(form).toContain('Send it again');
  const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]): [string, string] => [
    name!,
    value!.trim(),
  ]);
  const [before] = [...w.subscribers.signUps.values()];
  w.clock.at = w.clock.at.add({ minutes: 10 });
  const again = await w.send('/sign-up', fields);
  expect([again.status, w.asked.length]).toEqual([303, 2]);
  const { requestedAt: _, expiresAt: _later, consent: _consent, ...same } = before!;
  expect([...w.subscribers.signUps.values()]).toMatchObject([same]);
});

test('the address of the form leads back to it', async () => {
  const w = siteWorld();
  const answer = await w.get('/sign-up');
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/']);
});
