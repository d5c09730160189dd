import { sideFigure } from '../body.ts';
import { people } from '../people.ts';
import { armchair, armrest, chair, scene } from '../props.ts';
import { area, bar, colour, disc, numbered, stroke, line, type Point, type Shape } from '../shapes.ts';
import { cell, type Drawing } from './drawing.ts';

const floor = 252;
const size = [560, 280] as const;

/** A number with a line to the part of the body that it names. */
const part = (number: number, from: Point, to: Point): Shape[] => [
  line([from, to], colour.ink, 2.5),
  disc(to, 4, colour.ink),
  ...numbered(from, number),
];

const muscleGroups: Drawing = {
  name: 'muscle-groups.diagram',
  title: 'A man sits well supported. In order: 1 hands, 2 arms, 3 shoulders, 4 face, 5 belly, 6 bottom, 7 legs.',
  size,
  shapes: [
    ...scene(size, floor, [[280, 140]]),
    cell(262, floor, 1.32, [
      ...chair(-6, 0),
      ...sideFigure(people.otto, {
        hip: [0, -54],
        trunk: 93,
        head: 90,
        feet: [
          [38, -10],
          [44, -10],
        ],
        hands: [
          [32, -70],
          [38, -71],
        ],
      }),
    ]),
    ...part(1, [384, 142], [308, 160]),
    ...part(2, [150, 176], [262, 148]),
    ...part(3, [150, 118], [252, 108]),
    ...part(4, [384, 50], [272, 66]),
    ...part(5, [384, 96], [274, 130]),
    ...part(6, [150, 232], [258, 184]),
    ...part(7, [400, 200], [312, 206]),
  ],
};

const muscleRelease: Drawing = {
  name: 'muscle-release',
  title: 'A person leans back in an armchair, feet on the floor, arms and hands loose, a plant and a lamp nearby.',
  size,
  shapes: [
    ...scene(size, floor, []),
    disc([272, 140], 112, colour.glow),
    // lamp
    bar([84, 112], [84, 250], colour.pine, 4),
    bar([64, 252], [104, 252], colour.pine, 4),
    area('M66 70H102L118 116H50Z', colour.blush),
    cell(250, floor, 1.16, [
      ...armchair,
      ...sideFigure(people.ravi, {
        hip: [0, -57],
        trunk: 108,
        head: 104,
        feet: [
          [54, -10],
          [64, -10],
        ],
        hands: [
          [30, -74],
          [38, -75],
        ],
      }),
      armrest,
    ]),
    stroke('M330 84Q340 76 350 84T370 84M344 108Q354 100 364 108T384 108', colour.apricot, 4),
    // plant
    bar([494, 206], [494, 128], colour.pine, 4),
    stroke('M494 180Q480 176 474 160M494 168Q510 162 514 146', colour.pine, 4),
    area('M494 132C480 116 480 100 494 84 508 100 508 116 494 132Z', colour.sage),
    area(
      'M476 164C460 162 450 150 450 134 466 138 476 148 476 164ZM512 150C512 132 520 120 536 116 540 132 530 146 512 150Z',
      colour.deepMint,
    ),
    area('M468 202H520L512 242Q511 250 503 250H485Q477 250 476 242Z', colour.clay),
  ],
};

export const release: Drawing[] = [muscleGroups, muscleRelease];
