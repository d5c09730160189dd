import { describe, expect, it } from '@jest/globals';
import { idOf } from '../../support/builders.ts';
import { peopleAndLinks } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

function start(name = 'ann') {
  const w = siteWorld();
  const path = peopleAndLinks(w).data(name);
  w.subscribers.consents.push({
    id: idOf(name),
    at: '2026-01-01T00:00:00Z',
    textVersion: '2026-11',
    source: 'landing-form',
    confirmedAt: '2026-01-01T00:05:00Z',
  });
  return { ...w, path, person: () => w.subscribers.profiles.get(idOf(name)) };
}

describe('own data', () => {
  it('is shown in full, with the history of consent', async () => {
    const w = start();
    const page = await (await w.get(w.path)).text();
    for (const part of [
      'ann@example.org',
      'Your consent',
      '2026-01-01T00:05:00Z',
      'landing-form',
      'Erase everything',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('is taken along as one file, and never kept by a cache', async () => {
    const w = start();
    const answer = await w.post(`${w.path}/download`);
    expect(answer.headers.get('Content-Disposition')).toContain('attachment');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({
      exportedAt: '2026-11-23T12:00:00Z',
      records: [
        { kind: 'profile', fields: { address: 'ann@example.org' } },
        { kind: 'consent', fields: { textVersion: '2026-11' } },
      ],
    });
  });

  it('opens for an hour, and then by a fresh link only', async () => {
    const w = start();
    w.clock.at = w.clock.at.add({ minutes: 61 });
    const late = await w.get(w.path);
    expect([late.status, await late.text()]).toEqual([410, expect.stringContaining('works for one hour')]);
    const settings = w.tokenOf('settings', idOf('ann'));
    for (const path of ['', '/erase']) expect((await w.get(`/data/${settings}${path}`)).status).toBe(403);
    for (const path of ['/download', '/erase', '/address']) {
      expect((await w.post(`/data/${settings}${path}`, { email: 'eve@example.org' })).status).toBe(403);
    }
    expect(w.person()?.status).toBe('active');
    expect(w.asked).toEqual([]);
  });

  it('is not erased by looking', async () => {
    const w = start();
    const before = w.everything();
    expect((await w.get(`${w.path}/erase`)).status).toBe(200);
    expect(w.everything()).toBe(before);
  });
});

describe('erasing', () => {
  it('leaves that somebody is gone, and nothing else', async () => {
    const w = start();
    expect((await w.post(`${w.path}/erase`)).status).toBe(200);
    expect(w.person()).toEqual({
      id: idOf('ann'),
      status: 'erased',
      erasedAt: '2026-11-23T12:00:00Z',
      epoch: 1,
      version: 2,
    });
    expect(w.subscribers.consents).toEqual([]);
    expect(JSON.stringify([...w.subscribers.profiles.values()].find(({ id }) => id === idOf('ann')))).not.toContain(
      'Ann',
    );
  });

  it('keeps a complaint: nobody writes to them again', async () => {
    const w = start('kim');
    await w.subscribers.suppress(idOf('kim'), 'complained', { reason: 'complaint', at: '2026-11-01T00:00:00Z' });
    await w.post(`${w.path}/erase`);
    expect(w.person()).toMatchObject({ status: 'erased', suppression: { reason: 'complaint' } });
  });

  it('may be pressed twice, and works for people nobody knows', async () => {
    const w = start();
    await w.post(`${w.path}/erase`);
    const before = w.everything();
    expect((await w.post(`${w.path}/erase`)).status).toBe(410);
    expect(w.everything()).toBe(before);
    expect((await w.post(`/data/${w.tokenOf('fresh', idOf('nobody'))}/erase`)).status).toBe(200);
  });

  it('asks for a link that is whole', async () => {
    const w = start();
    for (const path of ['/data/broken', '/data/broken/erase']) expect((await w.get(path)).status).toBe(404);
    expect((await w.post(`/data/${w.tokenOf('unsubscribe', idOf('ann'))}/erase`)).status).toBe(404);
    expect(w.person()?.status).toBe('active');
  });
});
