import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MailTemplate, Series } from '../../lambdas/core/series.ts';
import { readMatter, splitFrontMatter } from '../../lib/templates/front-matter.ts';
import { LessonMatter } from '../../lib/templates/matter.ts';
import { compiledSeries, lessonsOf, mailsOf, someFields } from './compiled-mails.ts';
import { projectRoot, seriesPath } from './project-copy.ts';
import { readingGrade, words } from './reading-grade.ts';

let series: Series;
/** What each lesson, of the course or of a branch, says between greeting and foot, by file, without the lists that partials bring. */
let bodies: Map<string, string>;
/** What front matter adds to it. */
let asides: Map<string, string>;
/** What each reminder says, by file. */
let reminders: { file: string; said: string }[];
beforeAll(async () => {
  series = await compiledSeries();
  const folder = join(projectRoot, seriesPath);
  const files = await readdir(folder, { recursive: true });
  bodies = new Map();
  asides = new Map();
  reminders = [];
  for (const file of files.filter((name) => /^(?:lessons|branches)\/.*\.mjml$/.test(name))) {
    const { yaml, body } = splitFrontMatter(await readFile(join(folder, file), 'utf8'), file);
    const text = body.map((line) => line.text.replaceAll(/<[^>]*>/g, '').trim()).filter(Boolean);
    bodies.set(file, text.join('\n'));
    const { value } = readMatter(yaml, LessonMatter, { file, line: 2 });
    asides.set(file, [...value.care, value.certainty, value.promise].join('\n'));
    for (const { preheader, steps, closing } of value.reminders) {
      reminders.push({ file, said: [preheader, ...steps, closing].join('\n') });
    }
  }
});

test('a lesson has 200 to 400 words', () => {
  for (const [file, body] of bodies) {
    const count = words(body).length;
    if (count < 200 || count > 400) throw new Error(`${file} has ${count} words`);
  }
  expect(bodies.size).toBe(lessonsOf(series).length);
});

test('a lesson reads at grade 8 or below', () => {
  for (const [file, text] of [...bodies, ...asides]) {
    const grade = readingGrade(text);
    if (grade > 8) throw new Error(`${file} reads at grade ${grade.toFixed(1)}`);
  }
  expect(readingGrade('The cat sat on the mat.')).toBeLessThan(2);
});

test('a reminder has at most 80 words with its steps, and those of a lesson differ', () => {
  for (const { file, said } of reminders) {
    const count = words(said).length;
    if (count > 80) throw new Error(`a reminder in ${file} has ${count} words`);
  }
  expect(new Set(reminders.map(({ said }) => said)).size).toBe(reminders.length);
  for (const lesson of lessonsOf(series)) expect(lesson.reminders.length).toBeGreaterThanOrEqual(2);
});

describe('every lesson', () => {
  test.each([
    ['says why it may help', /^Why it may help$/m],
    ['has a practice with its time', /^The practice: .*\bminutes?\b/m],
    ['offers three plans', /^Choose one plan$(?:\nWhen .*I will.*){3}$/m],
    ['has a way round a snag', /^A common snag$/m],
    ['has a two-minute version', /^On a bad day: 2 minutes$/m],
  ])('%s', (_, pattern) => {
    for (const [file, body] of bodies) expect([file, pattern.test(body)]).toEqual([file, true]);
  });

  test('shows care, the next lesson, certainty and sources', () => {
    for (const { mail } of lessonsOf(series)) {
      for (const part of ['Take care', 'Next time', 'How sure are we?', 'Sources:'])
        expect(mail.html(someFields())).toContain(part);
    }
  });

  test('announces the one that follows', () => {
    for (const lessons of [series.lessons, ...series.branches.map((branch) => branch.lessons)]) {
      lessons.slice(1).forEach((next, index) => {
        expect(lessons[index]?.mail.html(someFields())).toContain(`<strong>${next.title}.</strong>`);
      });
    }
  });

  test('says something of its own: no two have a sentence in common', () => {
    const seen = new Map<string, string>();
    for (const [file, body] of bodies) {
      for (const sentence of sentencesOf(body)) {
        const other = seen.get(sentence);
        if (other !== undefined) throw new Error(`${file} and ${other} both say "${sentence}"`);
        seen.set(sentence, file);
      }
    }
    expect(seen.size).toBeGreaterThan(bodies.size);
  });
});

/** Sentences with enough words to be somebody's own. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?])\s+|\n/).filter((said) => words(said).length > 6 && !said.startsWith('The practice:'));
}

describe('a branch', () => {
  test('leads back to the course with its last lesson, and says when', () => {
    for (const { title, onDemand, lessons } of series.branches) {
      if (onDemand) continue;
      const text = running(lessons.at(-1)?.mail);
      expect(text).toContain(`That was the last e-mail of “${title}”.`);
      expect(text).toContain('the course goes on where it paused. It comes on Monday 30 November at 07:00.');
      expect(lessons.at(-1)?.mail.text(someFields({ nextLesson: '' }))).not.toContain('It comes on');
    }
  });

  test('on demand answers a request and changes nothing about the course', () => {
    const onDemand = series.branches.filter((branch) => branch.onDemand).flatMap(({ lessons }) => lessons);
    for (const { mail, strategy } of onDemand) {
      const text = running(mail);
      expect(text).toContain(`You asked for this practice: ${strategy}.`);
      expect(text).toContain('Your weekly course goes on as before. Its next lesson comes on Monday 30 November');
      expect(text).not.toContain('This week’s practice');
    }
    expect(onDemand.length).toBeGreaterThan(0);
  });

  test('is offered in plain words: a choice in the first person, and one sentence of promise', () => {
    for (const { choice, promise } of series.branches) {
      expect(choice).toMatch(/^(?:I|My)\b.*[^.]$/);
      expect(promise).toMatch(/^[^.]+\.$/);
      expect(readingGrade(`${choice}\n${promise}`)).toBeLessThanOrEqual(8);
    }
  });
});

test.each([
  ['the welcome mail', () => series.mails.welcome],
  ['the first lesson', () => series.lessons[0]?.mail],
  ['the mail for a flare-up', () => flareUp()],
])('%s shows the emergency signs in full', (_, mailOf) => {
  const text = running(mailOf());
  for (const sign of [
    'both legs',
    'when you wipe',
    'bladder is full',
    'sexual feeling',
    'chest pain',
    'car crash',
    'faint or collapse',
  ]) {
    expect(text).toContain(sign);
  }
});

test.each([
  ['the first lesson', () => series.lessons[0]?.mail],
  ['the mail for a flare-up', () => flareUp()],
])('%s shows when to ask for help today or soon, and in a crisis', (_, mailOf) => {
  const text = running(mailOf());
  const today = [
    'high temperature',
    'do not know why',
    'lump',
    'worse at night',
    'sneeze',
    'one leg',
    'blood in your pee',
    'cancer',
    'pregnant',
  ];
  const soon = ['a few weeks', 'under 45', 'you are worried'];
  for (const sign of [...today, ...soon, 'harm yourself']) expect(text).toContain(sign);
});

function flareUp(): MailTemplate | undefined {
  return series.branches.find(({ id }) => id === 'flare-up')?.lessons[0]?.mail;
}

/** A mail's text on one line. */
function running(mail: MailTemplate | undefined): string {
  return (mail?.text(someFields()) ?? '').replaceAll(/\s+/g, ' ');
}

test('no mail and no offer of a branch claims, blames or orders about', () => {
  const forbidden = [
    /\bcur(?:e|es|ed|ing)\b/i,
    /\bheal(?:s|ed|ing)?\b/i,
    /\btreats?\b/i,
    /clinically/i,
    /\bproven\b(?! to cause)/i,
    /guarantee/i,
    /works for everyone/i,
    /\byou (?:should|must|need to|have to|ought)\b/i,
    /\bshould\b/i,
    /just relax/i,
    /push through/i,
    /\bno pain\b/i,
    /red flags?/i,
    /catastroph/i,
    /sufferer/i,
    /suffering/i,
    /victim/i,
    /wear and tear/i,
    /slipped disc/i,
    /out of place/i,
    /weak core/i,
    /all in your head/i,
    /psychosomatic/i,
    /streak/i,
    /missed days/i,
    /failed/i,
    /cortisol/i,
    /inflam/i,
    /immunity/i,
    /paraly/i,
    /your stress caused/i,
    /imbalance/i,
    /!/,
    /click here/i,
  ];
  const texts = [
    ...mailsOf(series).map(({ name, mail }) => ({
      name,
      parts: [mail.subject(someFields()), mail.text(someFields())],
    })),
    ...series.branches.map(({ id, title, choice, promise }) => ({ name: id, parts: [title, choice, promise] })),
  ];
  for (const { name, parts } of texts) {
    for (const part of parts) {
      for (const pattern of forbidden) {
        const found = pattern.exec(part.replaceAll('\n', ' '))?.[0];
        if (found !== undefined) throw new Error(`${name} says "${found}"`);
      }
    }
  }
  expect(forbidden.length).toBeGreaterThan(0);
});
