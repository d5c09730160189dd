import { describe, expect, it } from '@jest/globals';
import { aGone, aSubscriber, idOf } from '../../support/builders.ts';
import { peopleAndLinks } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

function start() {
  const w = siteWorld();
  const path = peopleAndLinks(w).unsubscribe('ann');
  const ann = () => w.subscribers.person(idOf('ann'));
  return { ...w, path, ann };
}

const multipart = new FormData();
multipart.set('List-Unsubscribe', 'One-Click');

describe('one-click unsubscribe', () => {
  it.each<[string, RequestInit]>([
    ['urlencoded', { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }],
    ['multipart', { body: multipart }],
    ['no body', {}],
    ['an empty body of a type', { body: '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ['plain text', { body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'text/plain' } }],
    ['JSON', { body: '{"a":', headers: { 'Content-Type': 'application/json' } }],
    ['multipart without a boundary', { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } }],
    ['bytes', { body: new Uint8Array([0, 255, 254]), headers: { 'Content-Type': 'application/octet-stream' } }],
    ['more than any form', { body: 'x'.repeat(50_000), headers: { 'Content-Type': 'text/plain' } }],
    ['another origin and a cookie', { headers: { Origin: 'https://mail.example', Cookie: 'a=b' } }],
  ])('acts at once on a POST with %s', async (_, init) => {
    const w = start();
    const { status, headers } = await w.app.request(w.path, { method: 'POST', ...init });
    expect([status, headers.has('Location'), headers.has('Set-Cookie')]).toEqual([200, false, false]);
    expect(w.ann()).toMatchObject({ status: 'unsubscribed', unsubscribedAt: '2026-11-23T12:00:00Z' });
    expect(w.asked).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    const w = start();
    await w.post(w.path);
    const before = w.everything();
    w.clock.at = w.clock.at.add({ hours: 1 });
    expect((await w.post(w.path)).status).toBe(200);
    expect(w.everything()).toBe(before);
  });

  it('is fine with people nobody knows', async () => {
    const w = start();
    const answer = await w.post(`/unsubscribe/${w.tokenOf('unsubscribe', idOf('nobody'))}`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('This address gets no mail')]);
  });
});

describe('leaving on the page', () => {
  it('is one button and a box that is not ticked', async () => {
    const w = start();
    const page = await (await w.get(w.path)).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).toMatch(/<input type="checkbox" name="farewell" value="yes"\/>/);
  });

  it('sends one last mail to those who ask for it', async () => {
    const w = start();
    await w.post(w.path, { farewell: 'yes' });
    expect(w.asked).toMatchObject([{ kind: 'farewell', id: idOf('ann') }]);
  });

  it('can be undone by a press, and says when the next lesson comes', async () => {
    const w = start();
    const page = await (await w.post(w.path)).text();
    const undo = /action="(\/[^"]+\/undo)"/.exec(page)?.[1] ?? '';
    const back = await (await w.post(undo)).text();
    expect(w.ann().status).toBe('active');
    expect(back).toContain('Monday 30 November at 7:00');
  });

  it('can be undone for an hour by the link of any email, and after that only by the page that did it', async () => {
    const w = start();
    await w.post(w.path);
    w.clock.at = w.clock.at.add({ minutes: 59 });
    expect(await (await w.post(w.path)).text()).toMatch(/action="[^"]+\/undo"/);
    w.clock.at = w.clock.at.add({ minutes: 2 });
    expect(await (await w.post(w.path)).text()).not.toContain('/undo"');
  });

  it('is followed to another address, and says so of nobody else', async () => {
    const w = start();
    w.keep(aSubscriber({ id: idOf('one'), status: 'moved', movedTo: idOf('two') }));
    w.keep(aGone({ id: idOf('two'), movedTo: idOf('three') }));
    w.keep(aSubscriber({ id: idOf('three') }));
    const path = `/unsubscribe/${w.tokenOf('unsubscribe', idOf('one'))}`;
    const page = await (await w.post(path)).text();
    expect(page).toContain('All mail has stopped');
    expect(w.subscribers.person(idOf('three')).status).toBe('unsubscribed');
    await w.post(`${path}/reason`, { reason: 'other' });
    expect(w.subscribers.person(idOf('three')).leavingReason).toBe('other');
    await w.post(/action="(\/[^"]+\/undo)"/.exec(page)?.[1] ?? '');
    expect(w.subscribers.person(idOf('three')).status).toBe('active');
    w.keep(aGone({ id: idOf('three') }));
    const nobody = await (await w.post(path)).text();
    expect(nobody).toContain('This address gets no mail from us');
    expect(nobody).not.toContain('All mail has stopped');
  });

  it('keeps a reason, if there is one', async () => {
    const w = start();
    await w.post(w.path);
    expect((await w.post(`${w.path}/reason`, { reason: 'too-many' })).status).toBe(200);
    expect(w.ann().leavingReason).toBe('too-many');
    expect((await w.post(`${w.path}/reason`, { reason: 'made-up' })).status).toBe(422);
    expect(w.ann().leavingReason).toBe('too-many');
  });

  it('takes a reason from nobody who stays', async () => {
    const w = start();
    await w.post(`${w.path}/reason`, { reason: 'too-many' });
    expect(w.ann().leavingReason).toBeUndefined();
  });
});
