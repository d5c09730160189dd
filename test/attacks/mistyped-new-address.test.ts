import { expect, test } from '@jest/globals';
import { aSubscriber, idOf, preferences } from '../support/builders.ts';
import { siteWorld } from '../support/site-world.ts';

/* The owner of an address that somebody else gave as their new one learns nothing about them from their own data. */

test('a mistyped new address shows its owner neither name, schedule nor number of the person who moves', async () => {
  const w = siteWorld();
  const cleo = w.deps.keyring.subscriberId('cleo@example.org');
  w.keep(aSubscriber({ id: cleo, address: 'cleo@example.org', firstName: 'Cleo' }));
  const schedule = preferences({ zone: 'Asia/Kathmandu', sendTime: '18:45', lessonDay: 5 });
  w.keep(aSubscriber({ id: idOf('dora'), firstName: 'Dora-Lee', preferences: schedule, branch: 'desk' }));
  await w.post(`/data/${w.tokenOf('fresh', idOf('dora'))}/address`, { email: 'cleo@example.org' });
  expect(w.subscribers.signUps.get(cleo)).toMatchObject({ movesFrom: idOf('dora'), firstName: 'Dora-Lee' });
  const data = `/data/${w.tokenOf('fresh', cleo)}`;
  for (const answer of [await w.get(data), await w.post(`${data}/download`)]) {
    const text = await answer.text();
    expect(text).toContain('cleo@example.org');
    expect(text).not.toMatch(/Dora|Kathmandu|18:45|desk/);
    expect(text).not.toContain(idOf('dora'));
  }
});
