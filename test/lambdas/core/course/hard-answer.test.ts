import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, hardAnswer, type HardAnswer } from '../../../../lambdas/core/course/hard-answer.ts';

type Said = Omit<Answer, 'week'>;
const noted = true as const;

/** Check-ins of weeks that follow each other, the last of them in the week of 23 November 2026. */
function answers(...said: Said[]): Answer[] {
  const last = Date.UTC(2026, 10, 23);
  return said.map((one, index) => {
    const day = new Date(last - (said.length - 1 - index) * 7 * 24 * 3_600_000);
    return { week: day.toISOString().slice(0, 10), ...one };
  });
}

const danger = { rule: 'danger', signs: false } as const;
const dangerAndPain = { rule: 'danger', signs: true } as const;
const heavy = { rule: 'heavy' } as const;
const pain = { rule: 'pain', say: 'whole' } as const;
const harder = { rule: 'harder' } as const;
const note = { rule: 'note' } as const;

describe('a hard answer is answered', () => {
  test.each<[string, Said[], HardAnswer | undefined]>([
    ['nothing said', [], undefined],
    ['no numbers', [{}], undefined],
    ['stress 7', [{ stress: 7 }], undefined],
    ['pain 7', [{ pain: 7 }], undefined],
    ['stress 7 and pain 7', [{ stress: 7, pain: 7 }], undefined],

    ['stress 9, at the first check-in', [{ stress: 9 }], danger],
    ['stress 10', [{ stress: 10 }], danger],
    ['stress 8 with a note', [{ stress: 8, noted }], danger],
    ['stress 8 twice running', [{ stress: 8 }, { stress: 8 }], danger],
    ['stress 10, then 8', [{ stress: 10 }, { stress: 8 }], danger],
    ['stress 10, 10 and 10', [{ stress: 10 }, { stress: 10 }, { stress: 10 }], danger],
    ['pain 9 with a note', [{ pain: 9, noted }], dangerAndPain],
    ['pain 9 and stress 7', [{ pain: 9, stress: 7 }], dangerAndPain],
    ['pain 10 and stress 10', [{ pain: 10, stress: 10 }], dangerAndPain],
    ['stress 9 and pain 8', [{ stress: 9, pain: 8 }], dangerAndPain],
    ['stress 9 and pain 7', [{ stress: 9, pain: 7 }], danger],

    ['stress 8', [{ stress: 8 }], heavy],
    ['stress 8 after 7', [{ stress: 7 }, { stress: 8 }], heavy],
    ['stress 8 after a week left open', [{ stress: 8 }, {}, { stress: 8 }], heavy],
    ['stress 8 and pain 9 is more than heavy', [{ stress: 8, pain: 9 }], dangerAndPain],
    ['stress 8 and pain 8', [{ stress: 8, pain: 8 }], heavy],

    ['pain 9', [{ pain: 9 }], pain],
    ['pain 9 and stress 6', [{ pain: 9, stress: 6 }], pain],
    ['pain 8 twice running', [{ pain: 8 }, { pain: 8 }], pain],
    ['pain 9, then 8', [{ pain: 9 }, { pain: 8 }], pain],

    ['pain 8', [{ pain: 8 }], harder],
    ['pain 8 with a note', [{ pain: 8, noted }], harder],
    ['pain that rose by three', [{ pain: 1 }, { pain: 4 }], harder],
    ['stress that rose by three', [{ stress: 0 }, { stress: 3 }], harder],
    ['pain that rose by two', [{ pain: 3 }, { pain: 5 }], undefined],
    ['pain that was left open before', [{}, { pain: 7 }], undefined],
    ['pain that fell by three', [{ pain: 7 }, { pain: 4 }], undefined],

    ['a note with low numbers', [{ stress: 1, pain: 1, noted }], note],
    ['a note alone', [{ noted }], note],
    ['a note of the week before', [{ noted }, { stress: 1 }], undefined],
    [
      'a hard week that is over',
      [
        { stress: 10, pain: 10 },
        { stress: 5, pain: 5 },
      ],
      undefined,
    ],
  ])('%s', (_, said, expected) => {
    expect(hardAnswer(answers(...said))).toEqual(expected);
  });

  test('high pain every week is answered in full twice, then in a line, and once a month with a question', () => {
    // Weeks of 19 October to 7 December: the fourth is of 9 November, the seventh of 30 November, the eighth of 7 December.
    const weeks = ['10-19', '10-26', '11-02', '11-09', '11-16', '11-23', '11-30', '12-07'];
    const said = weeks.map((week) => ({ week: `2026-${week}`, pain: 9 }));
    const says = said.map((_, index) => hardAnswer(said.slice(Math.max(0, index - 5), index + 1)));
    expect(says.map((one) => one?.rule === 'pain' && one.say)).toEqual([
      'whole',
      'whole',
      'question',
      'line',
      'line',
      'line',
      'line',
      'question',
    ]);
  });

  test('high pain that went away and came back is answered in full again', () => {
    expect(hardAnswer(answers({ pain: 9 }, { pain: 9 }, { pain: 9 }, { pain: 2 }, { pain: 9 }))).toEqual(pain);
  });
});

const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
const said: fc.Arbitrary<Said> = fc
  .record({ stress: score, pain: score, noted: fc.constantFrom(noted, undefined) })
  .map(({ stress, pain: hurt, noted: has }) => ({
    ...(stress !== undefined && { stress }),
    ...(hurt !== undefined && { pain: hurt }),
    ...(has && { noted: has }),
  }));

describe('whatever was said before', () => {
  test('stress or pain of 8 and more never goes without an answer, and stress of 9 always gets the lines', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 5 }), said, (before, latest) => {
        const { rule } = hardAnswer(answers(...before, latest)) ?? {};
        const { stress = 0, pain: hurt = 0 } = latest;
        const answered = ['danger', 'heavy', 'pain', 'harder'].includes(rule ?? '');
        expect(answered || (stress < 8 && hurt < 8)).toBe(true);
        expect(rule === 'danger' || stress < 9).toBe(true);
        expect(rule !== undefined || !latest.noted).toBe(true);
      }),
    );
  });

  test('a higher number never gets a weaker answer', () => {
    const strength = ['note', 'harder', 'pain', 'heavy', 'danger'];
    const strengthOf = (all: Said[]) => strength.indexOf(hardAnswer(answers(...all))?.rule ?? '');
    fc.assert(
      fc.property(fc.array(said, { maxLength: 3 }), said, (before, latest) => {
        fc.pre(latest.stress !== undefined && latest.stress < 10);
        const more = { ...latest, stress: latest.stress! + 1 };
        expect(strengthOf([...before, more])).toBeGreaterThanOrEqual(strengthOf([...before, latest]));
      }),
    );
  });
});
