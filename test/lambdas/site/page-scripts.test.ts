import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lessonsParts } from '../../../lambdas/site/kit/assets/lessons-script.ts';
import { practiceParts } from '../../../lambdas/site/kit/assets/practice-script.ts';

/** What scripts of the site compute with, as a browser runs it. */
function run<Parts>(source: string, names: string): Parts {
  return runInNewContext(`(() => {${source}; return { ${names} }; })()`) as Parts;
}

const { breathAt, clockText, stopwatch } = run<{
  breathAt: (elapsed: number) => { phase: 'in' | 'out'; full: number };
  clockText: (left: number) => string;
  stopwatch: () => Record<'start' | 'hold' | 'at', (now: number) => number> & {
    runs: () => boolean;
    reset: () => void;
  };
}>(practiceParts, 'breathAt, clockText, stopwatch');
const { says } = run<{ says: (text: string, typed: string) => boolean }>(lessonsParts, 'says');

describe('the pacer', () => {
  it('breathes in for 4.2 seconds and out for 5.8, again and again', () => {
    const phases = [0, 4_199, 4_200, 9_999, 10_000, 14_199, 14_200].map((at) => breathAt(at).phase);
    expect(phases).toEqual(['in', 'in', 'out', 'out', 'in', 'in', 'out']);
    expect(breathAt(0).full).toBe(0);
    expect(breathAt(4_200).full).toBe(1);
  });

  it('never jumps: a frame moves the disc by little, wherever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 600_000, noNaN: true }), (at) => {
        const step = Math.abs(breathAt(at + 16).full - breathAt(at).full);
        return step < 0.01 && breathAt(at).full >= 0 && breathAt(at).full <= 1;
      }),
    );
  });
});

describe('the clock', () => {
  it('says what is left, and 0:00 only at the end', () => {
    expect([300_000, 245_000, 59_001, 1, 0, -5].map(clockText)).toEqual([
      '5:00',
      '4:05',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });

  it('stands while it is held, and counts from where it was', () => {
    const watch = stopwatch();
    watch.start(1_000);
    watch.start(1_200);
    watch.hold(3_000);
    expect([watch.runs(), watch.at(9_000)]).toEqual([false, 2_000]);
    watch.start(10_000);
    expect([watch.runs(), watch.at(10_500)]).toEqual([true, 2_500]);
    watch.reset();
    expect([watch.runs(), watch.at(11_000)]).toEqual([false, 0]);
  });
});

describe('the search among lessons', () => {
  it.each([
    ['Walk a little every day', 'walk', true],
    ['Walk a little every day', 'DAY  wal', true],
    ['Walk a little every day', 'alk', false],
    ['Meine Zeile: täglich', 'taglich', true],
    ['Walk', '', true],
    ['Walk', 'walk sleep', false],
  ])('%s, asked for “%s”: %p', (text, typed, found) => expect(says(text, typed)).toBe(found));
});
