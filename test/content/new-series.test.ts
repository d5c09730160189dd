import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { simpleParser } from 'mailparser';
import { mimeComposer } from '../../lambdas/adapters/mime/composer.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { owedBy } from '../../lambdas/core/course/course.ts';
import { mailTo } from '../../lambdas/core/sending/mailing.ts';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import { checkContent } from '../../lib/content/check-content.ts';
import { makeSeries, nextSteps, SeriesNameError } from '../../lib/content/new-series.ts';
import { starterLanguages } from '../../lib/content/starter-languages.ts';
import { openWorkshop, type LoadedSources } from '../../lib/content/workshop.ts';
import { roots } from '../../lib/roots.ts';
import { exampleFields } from '../../lib/templates/example-fields.ts';
import { aSubscriber, libraryOf, someContacts } from '../support/builders.ts';
import { ProjectCopy } from '../templates/project-copy.ts';

/** `npx weekwise new-series`: what an author begins with. */

let project: ProjectCopy;
let files: string[];
let workshop: LoadedSources;
let series: Series;
beforeAll(async () => {
  project = await ProjectCopy.make();
  files = await makeSeries(project.root, 'tea-breaks');
  // What series have from the same starter is no repetition.
  await makeSeries(project.root, 'yes', 'de');
  await makeSeries(project.root, 'pausas', 'es');
  workshop = await openWorkshop(project.root);
  series = workshop.series.find(({ id }) => id === 'tea-breaks')!;
});
afterAll(() => project.remove());

test('a new series is a title, two lessons and every other mail', async () => {
  expect(series).toMatchObject({ title: 'Tea breaks', language: 'en' });
  expect(series.lessons.map(({ id, reminders }) => [id, reminders.length])).toEqual([
    ['tea-breaks-quiet-minute', 2],
    ['tea-breaks-walk-to-a-window', 2],
  ]);
  expect(files).toContain('templates/series/tea-breaks/lessons/01-tea-breaks-quiet-minute.md');
  for (const kind of accountMailKinds) expect(files).toContain(`templates/series/tea-breaks/mails/${kind}.mjml`);
  for (const file of files) expect(await readFile(join(project.root, file), 'utf8')).not.toBe('');
  const other = workshop.series.find(({ id }) => id === 'yes')!;
  expect(other.title).toBe('Yes');
  const ids = workshop.series.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('the checks find nothing in it', async () => {
  expect(await checkContent(workshop)).toEqual([]);
});

test.each([
  ['es', 'pausas', 'Hola, Ann:'],
  ['de', 'yes', 'Hallo Ann,'],
])('in another language, %s, it is the same series in other words', (language, name, hello) => {
  const other = workshop.series.find(({ id }) => id === name)!;
  const shape = (one: Series) =>
    one.lessons.map(({ id, minutes, timer, reminders }) => [id.replace(one.id, ''), minutes, timer, reminders.length]);
  expect(other.language).toBe(language);
  expect(shape(other)).toEqual(shape(series));
  const mails = workshop.mails.filter((sheet) => sheet.series === name);
  expect(mails).toHaveLength(2 * 3 + accountMailKinds.length);
  const next = { title: '', promise: '' };
  for (const { name: of, kind, mail } of mails) {
    const text = mail.text({ ...exampleFields, next, schedule: '', nextLesson: '', replies: '' });
    expect([of, kind !== 'lesson' || text.includes(hello)]).toEqual([of, true]);
    // A study keeps its own title, and addresses are no words.
    const ours = text.replaceAll(/“Give me a break!”[^.]*\.|\S+:\S+/g, '');
    expect([of, /\b(?:you|your|the|and|this|lesson|at)\b/i.exec(ours)?.[0]]).toEqual([of, undefined]);
  }
});

test('every language of a new series has a starter', async () => {
  expect((await readdir(join(roots.engine, 'templates/starter'))).toSorted()).toEqual([...starterLanguages].toSorted());
});

test('it can be read alone', async () => {
  const alone = await openWorkshop(project.root, 'tea-breaks');
  expect([alone.series.map(({ id }) => id), alone.lessons.length]).toEqual([['tea-breaks'], 2]);
  expect(alone.texts.length).toBeGreaterThan(5);
  expect(alone.texts.filter(({ file }) => !file.startsWith('templates/series/tea-breaks/'))).toEqual([]);
});

test('no mail of it speaks of what the other series is about', () => {
  const mails = workshop.mails.filter((sheet) => sheet.series === 'tea-breaks');
  expect(mails).toHaveLength(2 * 3 + accountMailKinds.length);
  for (const { mail } of mails) expect(mail.text(exampleFields)).not.toMatch(/\bback pain\b|bladder|\/bad-day/);
});

test('somebody can be sent its first lesson', async () => {
  const now = Temporal.Instant.from('2026-11-23T06:00:00Z');
  const person = { ...aSubscriber({ series: series.id }), address: 'ann@example.org' };
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-23', localTime: '07:00' };
  const owed = owedBy(slot, 'lesson', person, series, now);
  if (owed.owed !== 'lesson') throw new Error(`owed is ${JSON.stringify(owed)}`);
  const { raw } = await mailTo(
    person,
    {
      kind: 'lesson',
      claim: { id: 'claim', delivery: 'lesson', at: now.toString() },
      template: owed.lesson.mail,
      lesson: owed.lesson.id,
      localDate: slot.localDate,
    },
    {
      clock: { now: () => now },
      keyring: keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) })),
      composer: mimeComposer,
      series: libraryOf(series),
      contacts: () => someContacts(),
      sender: {
        name: 'Weekwise',
        weeklyFrom: 'lessons@example.com',
        accountFrom: 'account@example.com',
        replyTo: 'hello@example.com',
        postalAddress: '1 Example Street, Exampletown',
      },
      siteUrl: 'https://weekwise.example',
    },
  );
  const { subject, text = '', html } = await simpleParser(Buffer.from(raw));
  expect(subject).toBe('One quiet minute in an ordinary day');
  expect(text).toContain('Hello Ann,');
  // The second lesson, a week later.
  expect(text.replaceAll(/\s+/g, ' ')).toContain('Next: A walk to a window');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('It comes on Monday 30 November at 7:00.');
  expect(html).toContain('https://weekwise.example/unsubscribe/');
});

describe('a name is refused in one sentence', () => {
  test.each([
    ['that is taken', 'tea-breaks', 'There is a templates/series/tea-breaks already: choose another name.'],
    [
      'that is no id',
      'Tea Breaks',
      'The name of a series must be small letters and digits with hyphens between them, such as "slow-breathing", not "Tea Breaks".',
    ],
    ['that leads elsewhere', '../elsewhere', /must be small letters and digits with hyphens between them/],
    ['that is nothing', '', /must be small letters and digits with hyphens between them/],
  ])('%s', async (_, name, message) => {
    const made = makeSeries(project.root, name);
    await expect(made).rejects.toThrow(SeriesNameError);
    await expect(made).rejects.toThrow(message);
  });
});

test('the next steps name the series', () => {
  expect(nextSteps('tea-breaks')).toContain('SERIES=tea-breaks npm start');
  expect(nextSteps('tea-breaks')).toContain('npx weekwise series check tea-breaks');
});
