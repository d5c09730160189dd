import { describe, expect, it, test } from '@jest/globals';
import { everybodysUses, networkOf, networkUses, usesOfNetwork } from '../../../lambdas/core/actions/limits.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { challengeIn, solved, ticketIn } from '../../support/proofs.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

type LocalService = ReturnType<typeof siteWorld>;
const signUp = (w: LocalService, email: string, more: Record<string, string> = {}, ip?: string) =>
  w.post('/sign-up', { ...signUpFields, email, ...more }, ip);

test.each([
  ['192.0.2.77', '192.0.2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001::6', '2001:db8:1:0'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:192.0.2.1', '192.0.2'],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

describe('an inbox', () => {
  it('is asked five times an hour; beyond that everybody gets the same answer, and no mail goes out', async () => {
    const w = siteWorld();
    const pages: string[] = [];
    for (let time = 0; time < 8; time += 1) {
      const response = await signUp(w, `ann+${time}@example.org`);
      expect(response.status).toBe(200);
      pages.push((await response.text()).replaceAll(`ann+${time}@`, 'ann@'));
    }
    expect(new Set(pages).size).toBe(1);
    expect(w.asked).toHaveLength(5);
    await signUp(w, 'ben@example.org');
    expect(w.asked).toHaveLength(6);
    w.clock.at = w.clock.at.add({ hours: 1 });
    await signUp(w, 'ann@example.org');
    expect(w.asked).toHaveLength(7);
  });

  it('is counted for a move to another address too, and the page says the same', async () => {
    const w = siteWorld();
    w.keep(aSubscriber());
    const at = `/data/${w.tokenOf('fresh', idOf('ann'))}/address`;
    const pages: string[] = [];
    for (let time = 0; time < 6; time += 1) {
      pages.push(await (await w.post(at, { email: 'victim@example.org' })).text());
    }
    expect(new Set(pages.map((page) => /class="done"[^>]*>\s*([^<]+)/.exec(page)?.[1]?.trim())).size).toBe(1);
    expect(w.asked).toHaveLength(5);
  });
});

describe('a network', () => {
  it('is asked for a proof beyond its free uses, however its addresses end, and others are not', async () => {
    const w = siteWorld();
    for (let time = 0; time < networkUses.free; time += 1) {
      expect((await w.post('/link', { email: `p${time}@example.org` }, `192.0.2.${time}`)).status).toBe(200);
    }
    const held = await w.post('/link', { email: 'ann@example.org' }, '192.0.2.200');
    const page = await held.text();
    expect([held.status, held.headers.get('Retry-After')]).toEqual([429, '30']);
    expect(page).toContain('Please wait half a minute, then press the button again.');
    expect(page).toContain('value="ann@example.org"');
    expect((await w.post('/link', { email: 'ann@example.org' }, '198.51.100.1')).status).toBe(200);
    expect(JSON.stringify([w.logged, [...w.limits.uses.keys()]])).not.toContain('192.0.2');
  });

  it('with a proof each may hold a hall of people', async () => {
    const w = siteWorld();
    for (let time = 0; time < 60; time += 1) {
      const email = `p${time}@example.org`;
      const first = await signUp(w, email, { proof: solved(await (await w.get('/proof')).text()) }, '192.0.2.1');
      if (first.status === 200) continue;
      const proof = solved(challengeIn(await first.text()));
      expect((await signUp(w, email, { proof }, '192.0.2.1')).status).toBe(200);
    }
    expect(w.asked).toHaveLength(60);
  });

  it('waits longer the more it asks, so that nobody waits out many at once', async () => {
    const w = siteWorld();
    const waits: number[] = [];
    for (let time = 0; time < 60; time += 1) {
      const { headers } = await w.post('/link', { email: `p${time}@example.org` }, '192.0.2.1');
      waits.push(Number(headers.get('Retry-After') ?? 0));
    }
    expect(waits.filter((_, time) => time % 10 === 0)).toEqual([0, 30, 60, 120, 240, 480]);
  });

  it('that is refused is not counted, nor counts for anybody else', async () => {
    const w = siteWorld();
    const network = async () => w.post('/link', { email: 'ann@example.org' }, '192.0.2.1');
    for (let time = 0; time < networkUses.max; time += 1) await usesOfNetwork('192.0.2.1', w.deps);
    expect((await network()).status).toBe(429);
    const before = w.limits.writes();
    for (let time = 0; time < 20; time += 1) {
      const { status, headers } = await network();
      expect([status, headers.get('Retry-After')]).toEqual([429, '3600']);
    }
    expect(w.limits.writes()).toBe(before);
  });
});

describe('while many forms come in from everywhere', () => {
  /** As many forms as it takes until the next one has to bring a proof; counted, which is all that is left of them. */
  async function manyForms(w: LocalService) {
    const window = Math.floor(w.clock.at.epochMilliseconds / 600_000);
    for (let time = 0; time <= everybodysUses.proof; time += 1) await w.limits.count(`everybody#${window}`, 0);
  }

  async function surge() {
    const w = siteWorld();
    await manyForms(w);
    const asked = w.asked.length;
    const page = await (await signUp(w, 'ann@example.org')).text();
    expect(w.asked).toHaveLength(asked);
    return {
      ...w,
      page,
      ticket: ticketIn(page)!,
      challenge: challengeIn(page),
      isTaken: async (fields: Record<string, string>, email = 'ann@example.org') => {
        const before = w.asked.length;
        const answer = await signUp(w, email, fields);
        return answer.status === 200 && w.asked.length === before + 1;
      },
    };
  }

  it('counts the forms of all networks, and asks for a proof beyond a number', async () => {
    const w = siteWorld();
    const statuses: number[] = [];
    for (let time = 0; time <= everybodysUses.proof + 1; time += 1) {
      statuses.push((await signUp(w, `p${time}@example.org`, {}, `10.${time >> 8}.${time & 255}.1`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: everybodysUses.proof + 1 }, () => 200), 429]);
  });

  it('each has to bring a proof, which a browser works out, and which is good once', async () => {
    const w = await surge();
    expect(w.page).toContain('We are getting a lot of forms');
    const unsolved = JSON.parse(w.challenge) as { challenge: string; salt: string; maxnumber: number };
    expect(await w.isTaken({ proof: btoa(JSON.stringify({ ...unsolved, number: unsolved.maxnumber + 1 })) })).toBe(
      false,
    );
    const proof = solved(w.challenge);
    w.clock.at = w.clock.at.add({ minutes: 9 });
    expect(await w.isTaken({ proof })).toBe(true);
    expect(await w.isTaken({ proof })).toBe(false);
    // However it is spelled.
    const respelled = btoa(
      JSON.stringify({ ...(JSON.parse(atob(proof)) as object), maxnumber: 7, more: 1 }, undefined, 1),
    );
    expect(await w.isTaken({ proof: respelled }, 'ben@example.org')).toBe(false);
  });

  it('a proof that a page fetched beforehand does, until it is old', async () => {
    const w = await surge();
    const proofs = [solved(await (await w.get('/proof')).text()), solved(await (await w.get('/proof')).text())];
    expect(await w.isTaken({ proof: proofs[0]! })).toBe(true);
    w.clock.at = w.clock.at.add({ minutes: 61 });
    await manyForms(w);
    expect(await w.isTaken({ proof: proofs[1]! })).toBe(false);
  });

  it('half a minute of patience does as well, once, for who has no script', async () => {
    const w = await surge();
    expect(await w.isTaken({ ticket: w.ticket, proof: '' })).toBe(false);
    w.clock.at = w.clock.at.add({ seconds: 30 });
    expect(await w.isTaken({ ticket: w.ticket, proof: '' }, 'ben@example.org')).toBe(false);
    expect(await w.isTaken({ ticket: w.ticket, proof: '' })).toBe(true);
    expect(await w.isTaken({ ticket: w.ticket, proof: '' })).toBe(false);
  });

  it('too many of all ask for a longer proof of all, never turn anybody away, and the operator is told once', async () => {
    const w = siteWorld();
    const window = Math.floor(w.clock.at.epochMilliseconds / 600_000);
    for (let time = 0; time < everybodysUses.longerProof; time += 1) await w.limits.count(`everybody#${window}`, 0);
    for (let time = 0; time < 3; time += 1) {
      const page = await (await signUp(w, `p${time}@example.org`)).text();
      expect((await signUp(w, `p${time}@example.org`, { proof: solved(challengeIn(page)) })).status).toBe(200);
    }
    expect(w.logged.filter(({ event }) => event === 'forms.limited')).toHaveLength(1);
    const short = solved(await (await w.get('/proof')).text());
    expect((await signUp(w, 'late@example.org', { proof: short })).status).toBe(429);
  });

  it.each(['nonsense', '', btoa('null'), btoa('{}'), btoa('{"salt":1}'), '👩'])('%j is no proof', async (proof) => {
    expect(await (await surge()).isTaken({ proof, ticket: proof })).toBe(false);
  });

  it('ends with it', async () => {
    const w = await surge();
    w.clock.at = w.clock.at.add({ minutes: 10 });
    expect(await w.isTaken({})).toBe(true);
  });

  it('a sum is not solved twice as fast by a lower number: its level is signed', async () => {
    const w = await surge();
    const challenge = JSON.parse(w.challenge) as { salt: string };
    const { number } = JSON.parse(atob(solved(w.challenge))) as { number: number };
    const raised = { ...challenge, salt: challenge.salt.replace('level=1', 'level=4'), number };
    expect(await w.isTaken({ proof: btoa(JSON.stringify(raised)) })).toBe(false);
  });
});
