import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  const sent = { one: '2026-11-09T06:00:00Z', two: '2026-11-16T06:00:00Z' };
  w.keep(aSubscriber({ sent, ownPlan: { lesson: 'one', text: 'When I eat, I will begin.' }, ...changes }));
  const at = `/lessons/${w.tokenOf('settings', idOf('ann'))}`;
  return { ...w, at, person: () => w.subscribers.person(idOf('ann')) };
}

describe('my lessons', () => {
  it('are those that somebody has had, the newest first, with what they wrote of each', async () => {
    const w = start();
    await w.deps.diary.record(idOf('ann'), {
      week: '2026-11-16',
      at: '2026-11-16T08:00:00Z',
      days: '1-2',
      note: 'It <b>helped</b>.',
    });
    const page = await (await w.get(w.at)).text();
    const at = [
      'Lesson two',
      '16 November · 5 minutes',
      'Lesson one',
      'When I eat',
      'Your line: It &lt;b&gt;helped',
      '9 November',
      'one lesson',
    ].map((words) => page.indexOf(words));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('open to no link that only answers an email: their lines are theirs', async () => {
    const w = start();
    await w.deps.diary.record(idOf('ann'), {
      week: '2026-11-16',
      at: '2026-11-16T08:00:00Z',
      days: '1-2',
      note: 'mine',
    });
    const answer = w.tokenOf('diary', idOf('ann'));
    for (const path of [`/lessons/${answer}`, `/practise/${answer}/one`, `/plan/${answer}/one`])
      expect(await (await w.get(path)).text()).not.toContain('mine');
    expect((await w.get(`/lessons/${answer}`)).status).toBe(404);
  });

  it('are kept and kept no longer by a press each, if they were had', async () => {
    const w = start();
    const kept = await w.post(`${w.at}/keep`, { keep: 'one' });
    expect(await kept.text()).toMatch(/You keep this lesson\.[\s\S]*name="drop" value="one" aria-pressed="true"/);
    await w.send(`${w.at}/keep`, { keep: 'three' });
    await w.send(`${w.at}/keep`, { keep: 'one' });
    expect(w.person().kept).toEqual(['one']);
    await w.send(`${w.at}/keep`, { drop: 'one' });
    expect(w.person().kept).toBeUndefined();
  });

  it('are none yet: when the first comes, and a practice until then', async () => {
    const page = await (await start({ sent: {} }).get(start({ sent: {} }).at)).text();
    expect(page).toContain('Your first lesson comes on Monday 30 November');
    expect(page).toContain('href="/lesson/one/practice"');
    expect(page).not.toContain('data-find');
  });

  it('lead to each practice by a link that ends no later than their own', async () => {
    const w = start();
    const page = await (await w.get(w.at)).text();
    const practise = /href="(\/practise\/[^"]+\/two)"/.exec(page)?.[1] ?? '';
    expect(await (await w.get(practise)).text()).toContain('I did it');
  });
});
