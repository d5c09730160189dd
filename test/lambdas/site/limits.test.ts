import { describe, expect, it, test } from '@jest/globals';
import { solveChallenge } from 'altcha-lib/v1';
import { networkOf } from '../../../lambdas/core/limits.ts';
import { idOf, aSubscriber } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

type World = ReturnType<typeof siteWorld>;
const signUp = (w: World, email: string, more: Record<string, string> = {}, ip?: string) =>
  w.post('/sign-up', { ...signUpFields, email, ...more }, ip);

test.each([
  ['192.0.2.77', '192.0.2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
  ['2001:0DB8:0001::6', '2001:db8:1'],
  ['2001:db8::1', '2001:db8:0'],
  ['::1', '0:0:0'],
  ['::ffff:192.0.2.1', '0:0:0'],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

describe('forms that mail somebody', () => {
  it('answer one address five times an hour, then say when to come back and keep what was typed', async () => {
    const w = siteWorld();
    for (let time = 0; time < 5; time += 1) expect((await signUp(w, 'ann@example.org')).status).toBe(200);
    const sixth = await signUp(w, 'Ann@Example.org', { firstName: 'Annabel' });
    const page = await sixth.text();
    expect([sixth.status, sixth.headers.get('Retry-After')]).toEqual([429, '3600']);
    expect(page).toContain('Please press the button again in 60 minutes: everything you typed is still here.');
    expect(page).toContain('value="Annabel"');
    expect(w.asked).toHaveLength(5);
    expect((await w.post('/link', { email: 'ann@example.org' })).status).toBe(429);
    expect((await signUp(w, 'ben@example.org')).status).toBe(200);
    w.clock.at = w.clock.at.add({ hours: 1 });
    expect((await signUp(w, 'ann@example.org')).status).toBe(200);
  });

  it('answer one network forty times an hour, however its addresses end, and others all the same', async () => {
    const w = siteWorld();
    for (let time = 0; time < 40; time += 1) {
      expect((await w.post('/link', { email: `p${time}@example.org` }, `192.0.2.${time}`)).status).toBe(200);
    }
    expect((await w.post('/link', { email: 'ann@example.org' }, '192.0.2.200')).status).toBe(429);
    expect((await w.post('/link', { email: 'ann@example.org' }, '198.51.100.1')).status).toBe(200);
    expect(JSON.stringify(w.logged)).not.toContain('192.0.2');
  });

  it('count a move to another address too', async () => {
    const w = siteWorld();
    w.keep(aSubscriber());
    const at = `/data/${w.tokenOf('fresh', idOf('ann'))}/address`;
    for (let time = 0; time < 5; time += 1) await w.post(at, { email: 'victim@example.org' });
    const sixth = await w.post(at, { email: 'victim@example.org' });
    expect([sixth.status, await sixth.text()]).toEqual([429, expect.stringContaining('victim@example.org')]);
  });
});

describe('while sign-ups surge', () => {
  async function surge() {
    const w = siteWorld();
    for (let time = 0; time < 60; time += 1) await signUp(w, `p${time}@example.org`, {}, `10.0.${time}.1`);
    const asked = w.asked.length;
    const page = await (await signUp(w, 'ann@example.org')).text();
    expect(w.asked).toHaveLength(asked);
    const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const challenge = unescaped(/data-challenge="([^"]+)"/.exec(page)![1]!);
    return {
      ...w,
      page,
      ticket: /name="ticket" value="([^"]+)"/.exec(page)![1]!,
      challenge: JSON.parse(challenge) as { challenge: string; salt: string; maxnumber: number },
      isTaken: async (fields: Record<string, string>, email = 'ann@example.org') => {
        const before = w.asked.length;
        const answer = await signUp(w, email, fields);
        return answer.status === 200 && w.asked.length === before + 1;
      },
    };
  }

  it('each has to bring a proof, and a browser works it out', async () => {
    const w = await surge();
    expect(w.page).toContain('Very many sign-ups come in right now');
    const { challenge, salt, maxnumber } = w.challenge;
    const solution = await solveChallenge(challenge, salt, 'SHA-256', maxnumber).promise;
    const proof = btoa(JSON.stringify({ ...w.challenge, number: solution!.number }));
    expect(await w.isTaken({ proof: btoa(JSON.stringify({ ...w.challenge, number: maxnumber + 1 })) })).toBe(false);
    // It holds for the address that it was made for.
    expect(await w.isTaken({ proof }, 'ben@example.org')).toBe(false);
    expect(await w.isTaken({ proof })).toBe(true);
    w.clock.at = w.clock.at.add({ minutes: 9 });
    expect(await w.isTaken({ proof })).toBe(true);
  });

  it('half a minute of patience does as well, for who has no script', async () => {
    const w = await surge();
    expect(await w.isTaken({ ticket: w.ticket, proof: '' })).toBe(false);
    w.clock.at = w.clock.at.add({ seconds: 30 });
    expect(await w.isTaken({ ticket: w.ticket, proof: '' }, 'ben@example.org')).toBe(false);
    expect(await w.isTaken({ ticket: w.ticket, proof: '' })).toBe(true);
  });

  it.each(['nonsense', '', btoa('null'), btoa('{}'), btoa('{"salt":1}'), '👩'])('%j is no proof', async (proof) => {
    expect(await (await surge()).isTaken({ proof, ticket: proof })).toBe(false);
  });

  it('ends with it', async () => {
    const w = await surge();
    w.clock.at = w.clock.at.add({ minutes: 10 });
    expect(await w.isTaken({})).toBe(true);
  });
});
