import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { readingGrade } from '../../lib/content/reading-grade.ts';
import { compiledSeries, lessonsOf, someFields } from './compiled-mails.ts';

let series: Series;
beforeAll(async () => {
  series = await compiledSeries();
});

test('every lesson begins with its practice and shows its limit, what follows, how sure we are and where that is from', () => {
  for (const { id, mail } of lessonsOf(series).filter((lesson) => lesson.id !== 'flare-up-now')) {
    const text = running(mail);
    const parts = [
      'Try it:',
      'Why it may help',
      'Give it a place in your day',
      'Next: The next lesson',
      'How sure are we?',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect([id, places]).toEqual([id, places.filter((place) => place > 0).toSorted((one, other) => one - other)]);
  }
});

describe('a branch', () => {
  test('leads to the course with its last lesson, and says when', () => {
    const { mail } = series.branches[0]!.lessons.at(-1)!;
    const last = running(mail, someFields({ branchEnds: 'Back to bending' }));
    expect(last).toContain('That was the last email of “Back to bending”. Your course follows.');
    expect(last).toContain('It comes on Monday 30 November at 7:00.');
    expect(mail.text(someFields({ nextLesson: '' }))).not.toContain('It comes on');
  });

  test('on demand comes beside the course, and says when that goes on', () => {
    expect(running(flareUp())).toContain('Your course goes on. Its next lesson comes on Monday 30 November');
    expect(running(flareUp(), someFields({ nextLesson: '' }))).not.toContain('Your course goes on');
  });

  test('is offered in plain words: a choice in the first person, and one sentence of promise', () => {
    for (const { choice, promise } of series.branches) {
      expect(choice).toMatch(/^(?:I|My)\b.*[^.]$/);
      expect(promise).toMatch(/^[^.]+\.$/);
      expect(readingGrade(`${choice}\n${promise}`)).toBeLessThanOrEqual(8);
    }
  });
});

test('the mail for a flare-up says first what cannot wait', () => {
  const text = running(flareUp(), someFields({ firstName: '' }));
  expect(text.indexOf('First: is any of this new?')).toBeLessThan(text.indexOf('Try it:'));
  for (const sign of [
    'between your legs',
    'peeing',
    'weak legs',
    'chest pain',
    'sudden severe pain',
    'Fever',
    'a fall',
  ])
    expect(text).toContain(sign);
});

test.each([
  ['the welcome mail', () => series.mails.welcome],
  ['the first lesson of somebody', () => series.lessons[0]?.mail],
  ['a mail for a flare-up that comes before any lesson', () => flareUp()],
])('%s shows every sign in full', (_, mailOf) => {
  const text = running(mailOf(), someFields({ first: 'yes' }));
  const now = [
    'both legs',
    'when you wipe',
    'bladder is full',
    'during sex',
    'heavy or unsteady',
    'chest pain',
    'crash',
    'pulsing tummy',
    'heavy bleeding',
  ];
  const today = [
    'fever',
    'spinal injection',
    'over 65',
    'cancer now or in the past',
    'tight band',
    'losing weight',
    'lump',
    'new or growing pain at night',
    'cough or strain',
    'weak immune system',
    'foot that catches',
    'blood in your pee',
    'maternity unit now',
  ];
  const soon = ['a few weeks', 'over 50', 'before you were 45', 'you are worried'];
  for (const sign of [...now, ...today, ...soon, 'harm yourself']) expect(text).toContain(sign);
});

function flareUp(): MailTemplate | undefined {
  return series.branches.find(({ id }) => id === 'flare-up')?.lessons[0]?.mail;
}

/** A mail's text on one line. */
function running(mail: MailTemplate | undefined, fields = someFields()): string {
  return (mail?.text(fields) ?? '').replaceAll(/\s+/g, ' ');
}
