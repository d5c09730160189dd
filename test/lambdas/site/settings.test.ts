import { describe, expect, it } from '@jest/globals';
import { aSeries, idOf, libraryOf } from '../../support/builders.ts';
import { peopleAndLinks } from '../../support/site-pages.ts';
import { takeBack } from '../../support/take-back.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

const fields = { ...signUpFields, locale: 'en' };

function start() {
  const w = siteWorld();
  const at = peopleAndLinks(w);
  const textOf = async (response: Promise<Response>) => (await response).text();
  return { ...w, at, path: at.settings('ann'), textOf, ann: () => w.subscribers.person(idOf('ann')) };
}

const lede = (page: string) => /<p class="lede">(.*?)<\/p>/s.exec(page)?.[1];
const headline = (page: string) => /<h1>(.*?)<\/h1>/s.exec(page)?.[1]?.replaceAll(/<[^>]*>/g, '');

describe('settings', () => {
  it('begin with when the next lesson comes, and which', async () => {
    const w = start();
    expect(lede(await w.textOf(w.get(w.path)))).toBe('Next: “Lesson one”, Monday 30 November at 7:00.');
  });

  it('have a row for each task, with today’s value beside it, and what people come for most open', async () => {
    const w = start();
    const page = await w.textOf(w.get(w.path));
    const rows = [...page.matchAll(/<details name="task"( open="")?><summary>(.*?)<\/summary>/gs)].map(
      ([, open, summary = '']) => [summary.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|'), open !== undefined],
    );
    expect(rows).toEqual([
      ['|Take a break|Not paused|', true],
      ['|Day and time|Mondays at 7:00, Berlin time|', false],
      ['|Reminders|None|', false],
      ['|Skip, repeat or swap lessons|A test series|', false],
      ['|Name and email address|Ann|', false],
      ['|What is in my emails|Adapted to your answers|', false],
      ['|Your data|See, take along, erase|', false],
    ]);
  });

  it('of one task are saved without touching the others', async () => {
    const w = start();
    const before = w.ann()!;
    await w.post(w.path, [
      ['task', 'reminders'],
      ['reminderDays', '3'],
    ]);
    await w.post(w.path, { task: 'name', firstName: 'Anna' });
    expect(w.ann()).toMatchObject({
      firstName: 'Anna',
      preferences: { ...before.preferences, reminderDays: [3] },
    });
    await w.post(w.path, { task: 'time', lessonDay: '3', sendTime: '18:15', zone: 'Asia/Tokyo' });
    expect(w.ann()).toMatchObject({
      firstName: 'Anna',
      preferences: { lessonDay: 3, sendTime: '18:15', zone: 'Asia/Tokyo', reminderDays: [] },
    });
  });

  it('offer the way back from what was just saved, with all that the change took along', async () => {
    const w = start();
    const chosen = () => {
      const {
        dueFrom: _due,
        version: _version,
        healthConsent: _consent,
        pausedAt: _at,
        earlier: _was,
        wentOnAt: _wentOn,
        ...rest
      } = w.ann();
      return rest;
    };
    const desk = {
      id: 'desk',
      title: 'Desk',
      choice: 'I sit',
      promise: 'It may help.',
      onDemand: false,
      offerAfter: [],
    };
    w.deps.series = libraryOf({ ...aSeries(), branches: [{ ...desk, lessons: aSeries(['desk-one']).lessons }] });
    await w.post(w.path, { task: 'reminders', reminderDays: '3' });
    const sent: [string, Record<string, string>][] = [
      [w.path, { task: 'time', lessonDay: '3', sendTime: '18:15', zone: 'Asia/Tokyo', weeksBetween: '2' }],
      [w.path, { task: 'reminders' }],
      [w.path, { task: 'name', firstName: '' }],
      [w.at.zone('ann'), { zone: 'Asia/Tokyo' }],
      [w.at.reminders('ann'), { stop: 'yes' }],
      [w.at.reminders('ann'), { reminderDays: '5', reminderTime: '18:30' }],
      [`${w.at.diary('ann', 'plan')}/one`, { own: 'When I sit down, I will begin.' }],
      [`${w.path}/branch`, { branch: 'desk', health: 'yes' }],
      [`${w.path}/check-ins`, { scores: 'yes' }],
      [`${w.path}/pause`, { weeks: '2' }],
    ];
    for (const [path, form] of sent) {
      const before = chosen();
      const page = await w.textOf(w.post(path, form));
      expect(chosen()).not.toEqual(before);
      expect((await takeBack(w, page)).status).toBe(200);
      expect(chosen()).toEqual(before);
    }
  });

  it('offer the way back to the pause that somebody was in', async () => {
    const w = start();
    for (const [form, next] of [
      ['pause', { weeks: '4' }],
      ['resume', {}],
    ] as const) {
      await w.post(`${w.path}/pause`, { until: '2026-12-09' });
      await takeBack(w, await w.textOf(w.post(`${w.path}/${form}`, next)));
      expect(w.ann().pausedUntil).toBe('2026-12-09');
    }
  });

  it('take nothing back after another change', async () => {
    const w = start();
    const page = await w.textOf(w.post(w.path, { task: 'name', firstName: 'Anna' }));
    await w.post(w.path, { task: 'time', lessonDay: '3', sendTime: '18:15', zone: 'Asia/Tokyo' });
    await takeBack(w, page);
    expect(w.ann()).toMatchObject({ firstName: 'Anna', preferences: { lessonDay: 3, zone: 'Asia/Tokyo' } });
  });

  it('open the row in which something is wrong, and no other', async () => {
    const w = start();
    const page = await w.textOf(
      w.post(w.path, { task: 'time', lessonDay: '3', sendTime: '07:10', zone: 'Asia/Tokyo' }),
    );
    expect(page.match(/<details name="task" open="">/g)).toHaveLength(1);
    expect(page).toMatch(/<details name="task" open=""><summary><span class="task-name">Day and time/);
    expect(page).toContain('id="sendTime-error"');
  });

  it('show what is stored, and never the address', async () => {
    const w = start();
    const page = await w.textOf(w.get(w.path));
    expect(page.includes('value="Ann"')).toBe(true);
    expect(page.includes('<option value="Europe/Berlin" selected="">Berlin</option>')).toBe(true);
    expect(page.includes('ann@example.org')).toBe(false);
  });

  it('say what was stored and when the next lesson comes now', async () => {
    const w = start();
    const page = await w.textOf(
      w.post(w.path, [
        ...Object.entries({ ...fields, firstName: 'Anna', lessonDay: '5', sendTime: '18:15', zone: 'Asia/Tokyo' }),
        ['reminderDays', '2'],
        ['reminderDays', '5'],
      ]),
    );
    expect(lede(page)).toBe('Next: “Lesson one”, Friday 27 November at 18:15.');
    expect(page.includes('Saved.')).toBe(true);
    expect(page).toContain('<span class="task-value">Tuesdays</span>');
    expect(w.ann()).toMatchObject({ firstName: 'Anna', preferences: { lessonDay: 5, reminderDays: [2] } });
  });

  it('have a time for reminders apart from the lessons, and a pace', async () => {
    const w = start();
    const page = await w.textOf(
      w.post(w.path, { ...fields, reminderDays: '4', reminderTime: '18:30', weeksBetween: '2' }),
    );
    expect(page.includes('every other Monday at 7:00, Berlin time')).toBe(true);
    expect(page.includes('Thursdays at 18:30')).toBe(true);
    expect(w.ann()).toMatchObject({ preferences: { reminderTime: '18:30' }, weeksBetween: 2 });
    // A form that does not ask how often leaves it as it is; a time for no reminders is kept for later ones.
    await w.post(w.path, { ...fields, reminderTime: '18:30' });
    expect(w.ann()).toMatchObject({ preferences: { reminderDays: [], reminderTime: '18:30' }, weeksBetween: 2 });
    await w.post(w.path, { ...fields, reminderTime: '07:00', weeksBetween: '1' });
    expect(w.ann().preferences).not.toHaveProperty('reminderTime');
    expect(w.ann()).not.toHaveProperty('weeksBetween');
    expect((await w.post(w.path, { ...fields, reminderTime: '18:31', weeksBetween: '3' })).status).toBe(422);
  });

  it('keep the form when something is wrong, and store nothing', async () => {
    const w = start();
    const before = w.everything();
    const response = await w.post(w.path, { ...fields, firstName: 'Bea', sendTime: '07:10', locale: 'xx' });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page.includes('value="Bea"')).toBe(true);
    expect(page.includes('id="sendTime-error"')).toBe(true);
    expect(w.everything()).toBe(before);
  });

  it.each([
    ['1', '2026-11-30', 'Monday 30 November'],
    ['2', '2026-12-07', 'Monday 7 December'],
    ['4', '2026-12-21', 'Monday 21 December'],
  ])('pause for %s weeks', async (weeks, until, next) => {
    const w = start();
    const page = await w.textOf(w.post(`${w.path}/pause`, { weeks }));
    expect(w.ann()?.pausedUntil).toBe(until);
    expect(lede(page)).toBe(`Next: “Lesson one”, ${next} at 7:00.`);
    expect(page).toContain(`<span class="task-value">Paused until ${next} 2026</span>`);
    expect(page).toContain(`action="${w.path}/resume"><button type="submit" class="plain">Undo</button>`);
  });

  it('pause until a date, and go on at a press', async () => {
    const w = start();
    const paused = await w.textOf(w.post(`${w.path}/pause`, { until: '2027-01-05' }));
    expect(paused.includes('Paused until Tuesday 5 January 2027')).toBe(true);
    const resumed = await w.textOf(w.post(`${w.path}/resume`));
    expect(w.ann()?.pausedUntil).toBeUndefined();
    expect(resumed.includes('The pause is over.')).toBe(true);
  });

  it.each(['', 'soon', '2026-02-31', '2026-11-23', '2020-01-01', '2028-01-01'])(
    'turn down a pause until "%s"',
    async (until) => {
      const w = start();
      const before = w.everything();
      const response = await w.post(`${w.path}/pause`, { until });
      const tied = /id="until"[^>]* aria-describedby="until-error until-hint" aria-invalid="true"/;
      expect([response.status, tied.test(await response.text())]).toEqual([422, true]);
      expect(w.everything()).toBe(before);
    },
  );

  it.each([
    ['cem', 'You have had every lesson'],
    ['uma', 'You have left'],
    ['bo', 'Our mail does not reach you'],
    ['kim', 'We have stopped writing'],
    ['nobody', 'There is nothing here any more'],
  ])('of %s say how things stand, and change nothing', async (name, says) => {
    const w = start();
    const path = w.at.settings(name);
    const before = w.everything();
    for (const response of [
      w.get(path),
      w.post(path, fields),
      w.post(`${path}/pause`, { weeks: '1' }),
      w.post(`${path}/pause`, { until: '2026-12-24' }),
      w.post(`${path}/resume`),
    ]) {
      expect(headline(await w.textOf(response))).toBe(says);
    }
    expect(w.everything()).toBe(before);
  });
});

describe('starting again', () => {
  it('takes a press, and says when the first lesson comes', async () => {
    const w = start();
    const path = w.at.again('cem');
    expect((await w.textOf(w.get(path))).match(/<button/g)).toHaveLength(2);
    expect(await w.textOf(w.post(path))).toContain('Monday 30 November at 7:00');
    expect(w.subscribers.profiles.get(idOf('cem'))).toMatchObject({ status: 'active', sent: {} });
  });

  it('leaves those who are under way as they are', async () => {
    const w = start();
    const before = w.everything();
    expect(headline(await w.textOf(w.post(w.at.again('ann'))))).toBe('You are under way');
    expect(w.everything()).toBe(before);
  });
});

describe('another address', () => {
  const start = () => {
    const w = siteWorld();
    return { ...w, path: peopleAndLinks(w).data('ann') };
  };

  it('gets a confirmation, and nothing changes before it', async () => {
    const w = start();
    const answer = await w.post(`${w.path}/address`, { email: 'ann@elsewhere.example' });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('your course moves when you confirm it there'),
    ]);
    expect(w.asked).toEqual([expect.objectContaining({ kind: 'moving' })]);
    expect(w.subscribers.profiles.get(idOf('ann'))).toMatchObject({ status: 'active', address: 'ann@example.org' });
  });

  it('that is none is asked for again, and stays in the field', async () => {
    const w = start();
    const answer = await w.post(`${w.path}/address`, { email: 'ann@' });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('This does not look like a full email address.');
    expect(page).toContain('value="ann@"');
    expect(w.asked).toEqual([]);
  });
});
