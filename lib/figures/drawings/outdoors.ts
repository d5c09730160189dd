import { sideFigure, type SidePose } from '../body.ts';
import { people } from '../people.ts';
import { clock, tree, wheelchair } from '../props.ts';
import { area, arrow, bar, box, colour, disc, stroke } from '../shapes.ts';
import { cell, type Drawing } from './drawing.ts';
import { sitting } from './strength.ts';

const size = [560, 280] as const;

const stroll = (x: number, y: number, flip: boolean): SidePose => {
  const way = flip ? -1 : 1;
  return {
    hip: [x, y - 96],
    trunk: 87,
    feet: [
      [x + 25 * way, y - 10],
      [x - 26 * way, y - 15],
    ],
    toes: [8, -32],
    hands: [
      [x - 16 * way, y - 92],
      [x + 26 * way, y - 98],
    ],
    flip,
  };
};

const outAndBack: Drawing = {
  name: 'out-and-back.diagram',
  title:
    'A man leaves home with a stick; a clock shows half of his time at the tree where he turns, and all of it when he is back.',
  size,
  shapes: [
    box(0, 0, 560, 280, 24, colour.ground),
    disc([330, 66], 34, colour.blush),
    area('M0 180C120 132 220 150 330 176S500 150 560 164V256Q560 280 536 280H24Q0 280 0 256Z', colour.floor),
    stroke('M96 206C190 186 330 186 440 200 500 208 500 236 440 242 330 254 190 252 96 236', colour.sheet, 24),
    // home
    area('M22 132L74 88 126 132Z', colour.clay),
    box(34, 130, 80, 92, 4, colour.sheet),
    box(62, 164, 26, 58, 4, colour.pine),
    ...tree(506, 222, 150),
    cell(214, 204, 0.62, [
      bar([42, -96], [56, -4], colour.ink, 5),
      ...sideFigure(people.otto, {
        ...stroll(0, 0, false),
        hands: [
          [40, -96],
          [-20, -94],
        ],
      }),
    ]),
    cell(310, 254, 0.72, [
      bar([-42, -96], [-56, -4], colour.ink, 5),
      ...sideFigure(people.otto, {
        ...stroll(0, 0, true),
        hands: [
          [-40, -96],
          [20, -94],
        ],
      }),
    ]),
    ...clock([74, 48], 24, 0),
    ...clock([452, 60], 24, 30),
    ...clock([150, 252], 24, 60),
    ...arrow([250, 160], [292, 160]),
    ...arrow([262, 224], [222, 228]),
  ],
};

const outdoors: Drawing = {
  name: 'ten-minutes-outdoors.diagram',
  title:
    'Ten minutes on a clock: one person sits on a bench under a tree, another rolls past in a wheelchair in the sun.',
  size,
  shapes: [
    box(0, 0, 560, 280, 24, colour.ground),
    disc([474, 62], 36, colour.blush),
    area('M0 170C120 126 240 140 340 164S500 140 560 152V256Q560 280 536 280H24Q0 280 0 256Z', colour.floor),
    area('M0 214C160 196 400 196 560 214V256Q560 280 536 280H24Q0 280 0 256Z', '#b9dccf'),
    ...tree(66, 232, 190, colour.sage),
    cell(160, 252, 0.86, [
      bar([-52, -4], [-52, -42], colour.bark, 7),
      bar([44, -4], [44, -42], colour.bark, 7),
      bar([-58, -38], [50, -38], colour.wood, 10),
      bar([-54, -40], [-58, -88], colour.wood, 8),
      ...sideFigure(people.amina, {
        ...sitting(0),
        hip: [-14, -54],
        trunk: 98,
        head: 100,
        feet: [
          [30, -10],
          [38, -10],
        ],
        hands: [
          [16, -68],
          [22, -69],
        ],
      }),
    ]),
    cell(390, 262, 0.86, [
      ...wheelchair(0, 0).behind,
      ...sideFigure(people.kofi, {
        hip: [0, -56],
        trunk: 92,
        head: 88,
        feet: [
          [50, -20],
          [54, -21],
        ],
        hands: [
          [16, -74],
          [22, -75],
        ],
      }),
      ...wheelchair(0, 0).wheels,
    ]),
    ...clock([282, 62], 32, 10),
  ],
};

export const outside: Drawing[] = [outAndBack, outdoors];
