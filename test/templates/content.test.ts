import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { readingGrade } from '../../lib/content/reading-grade.ts';
import { compiledSeries, lessonsOf, someFields } from './compiled-mails.ts';

let series: Series;
beforeAll(async () => {
  series = await compiledSeries();
});

describe('every lesson', () => {
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
});

describe('a branch', () => {
  test('leads back to the course with its last lesson, and says when', () => {
    for (const { title, onDemand, lessons } of series.branches) {
      if (onDemand) continue;
      const text = running(lessons.at(-1)?.mail);
      expect(text).toContain(`That was the last email of “${title}”.`);
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
