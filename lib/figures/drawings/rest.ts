import { sideFigure, type SidePose } from '../body.ts';
import { people } from '../people.ts';
import { armchair, armrest, chair, mat, pillow, scene } from '../props.ts';
import { box, colour, numbered, type Point } from '../shapes.ts';
import { cell, type Drawing } from './drawing.ts';
import { sitting } from './strength.ts';

const floor = 252;
const ankle = floor - 10;
const size = [560, 280] as const;

/** On the back, the head at the left; `x` is where the hip is, on a floor at 0. */
export const supine = (x: number, feet: readonly [Point, Point]): SidePose => ({
  hip: [x, -15],
  trunk: 177,
  head: 170,
  feet,
  toes: [80, 80],
  hands: [
    [x + 12, -9],
    [x + 14, -13],
  ],
  depth: [2, -4],
});

const lyingPositions: Drawing = {
  name: 'lying-positions.diagram',
  title:
    'Four ways to rest a sore back: lower legs on a chair, on the side with a pillow between the knees, knees on a pillow, or leaning back, feet up.',
  size: [560, 400],
  shapes: [
    box(0, 0, 560, 400, 24, colour.ground),
    box(12, 12, 262, 182, 18, colour.floor),
    box(286, 12, 262, 182, 18, colour.floor),
    box(12, 206, 262, 182, 18, colour.floor),
    box(286, 206, 262, 182, 18, colour.floor),
    cell(144, 176, 0.94, [
      ...mat(-128, 250, 0),
      ...chair(66, 0, 'left'),
      ...pillow(-116, -14, 50, 12),
      ...sideFigure(people.liam, {
        ...supine(0, [
          [62, -58],
          [66, -61],
        ]),
        toes: [80, 80],
      }),
    ]),
    cell(418, 104, 0.9, [
      box(-132, -76, 268, 152, 20, colour.sheet),
      box(-126, -36, 60, 76, 14, colour.mint),
      box(4, 16, 52, 46, 14, colour.blush),
      ...sideFigure(people.zola, {
        hip: [14, -14],
        trunk: 4,
        head: -6,
        feet: [
          [60, 36],
          [64, 30],
        ],
        toes: [-60, -60],
        hands: [
          [-52, 36],
          [-74, 34],
        ],
        flip: true,
        depth: [4, -6],
      }),
    ]),
    cell(140, 370, 0.94, [
      ...mat(-128, 256, 0),
      ...pillow(-122, -14, 50, 12),
      ...pillow(4, -33, 46, 31, colour.apricot),
      ...sideFigure(
        people.joan,
        supine(-12, [
          [64, -11],
          [68, -14],
        ]),
      ),
    ]),
    cell(396, 376, 0.86, [
      ...armchair,
      ...sideFigure(people.nora, {
        hip: [0, -57],
        trunk: 108,
        head: 104,
        feet: [
          [82, -34],
          [88, -35],
        ],
        toes: [40, 40],
        hands: [
          [30, -74],
          [38, -75],
        ],
      }),
      armrest,
      box(62, -26, 46, 22, 8, colour.apricot),
    ]),
    ...numbered([36, 36], 1),
    ...numbered([310, 36], 2),
    ...numbered([36, 230], 3),
    ...numbered([310, 230], 4),
  ],
};

const sittingWays: Drawing = {
  name: 'sitting-three-ways.diagram',
  title:
    'Three ways to sit, none of them wrong: loose and a little round, leaning right back, and upright near the front.',
  size,
  shapes: [
    ...scene(size, floor, [
      [94, 140],
      [280, 140],
      [466, 140],
    ]),
    ...[84, 262, 446].flatMap((x) => chair(x - 6, floor)),
    ...sideFigure(people.mei, {
      ...sitting(84),
      trunk: 74,
      round: 8,
      head: 66,
      hands: [
        [128, floor - 72],
        [134, floor - 73],
      ],
    }),
    ...sideFigure(people.mei, {
      ...sitting(262),
      hip: [264, floor - 54],
      trunk: 106,
      head: 98,
      feet: [
        [324, ankle],
        [332, ankle],
      ],
      hands: [
        [292, floor - 68],
        [298, floor - 69],
      ],
    }),
    ...sideFigure(people.mei, {
      ...sitting(462),
      hip: [464, floor - 56],
      trunk: 90,
      feet: [
        [496, ankle],
        [486, ankle],
      ],
    }),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
    ...numbered([392, 34], 3),
  ],
};

export const rest: Drawing[] = [lyingPositions, sittingWays];
