import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sideFigure, type SidePose } from '../../lib/figures/body.ts';
import { drawings } from '../../lib/figures/drawings.ts';
import { moving } from '../../lib/figures/moving.ts';
import { people } from '../../lib/figures/people.ts';
import { disc, svg, type Point, type Shape } from '../../lib/figures/shapes.ts';
import { seriesPath, projectRoot } from '../templates/project-copy.ts';

test('the files are what the poses draw: npm run draw:figures after a change', async () => {
  const differ: string[] = [];
  for (const { name, title, size, shapes } of drawings) {
    const file = await readFile(`${projectRoot}/${seriesPath}/pictures/${name}.svg`, 'utf8');
    if (file !== svg(title, size, shapes)) differ.push(name);
  }
  expect(differ).toEqual([]);
});

describe('a figure', () => {
  const pose: SidePose = {
    hip: [0, 0],
    trunk: 90,
    feet: [
      [0, 85],
      [5, 85],
    ],
    hands: [
      [10, 0],
      [15, 0],
    ],
  };
  const paint = people.nora.legs;
  /** Hip, knee and ankle of the near leg. */
  const legOf = (shapes: readonly Shape[]): [Point, Point, Point] => {
    const d = shapes.find(({ attributes }) => attributes['stroke'] === paint)?.attributes['d'];
    return String(d)
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number)) as unknown as [Point, Point, Point];
  };
  const apart = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

  test('has legs of one length and knees that bend forward, wherever its feet are', () => {
    const degrees = fc.integer({ min: 0, max: 359 });
    fc.assert(
      fc.property(degrees, fc.integer({ min: 10, max: 89 }), fc.boolean(), (way, reach, flip) => {
        const turn = (way * Math.PI) / 180;
        const foot: Point = [reach * Math.cos(turn), reach * Math.sin(turn)];
        const [hip, knee, ankle] = legOf(sideFigure(people.nora, { ...pose, feet: [foot, foot], depth: [0, 0], flip }));
        expect(apart(hip, knee)).toBeCloseTo(46, 0);
        expect(apart(knee, ankle)).toBeCloseTo(44, 0);
        expect(apart(ankle, foot)).toBeLessThan(0.2);
        // For a foot below, forward is where the figure looks.
        const side = (ankle[0] - hip[0]) * (knee[1] - hip[1]) - (ankle[1] - hip[1]) * (knee[0] - hip[0]);
        expect(flip ? side > 0 : side < 0).toBe(true);
      }),
    );
  });

  test('does not reach farther than its bones', () => {
    const far: Point = [0, 120];
    expect(() => sideFigure(people.nora, { ...pose, feet: [far, far] })).toThrow('out of reach');
  });
});

test('a movement comes back to where it began, and animates nothing else', () => {
  const shapes = moving((part) => [disc([part * 10, 5], 2, 'red')], 4);
  const animated = shapes[0]!.inside as readonly Shape[];
  expect(animated.map(({ attributes }) => attributes['attributeName'])).toEqual(['cx']);
  const values = String(animated[0]!.attributes['values']).split(';');
  expect([values[0], Math.max(...values.map(Number)), values.at(-1)]).toEqual(['0', 10, '0']);
});
