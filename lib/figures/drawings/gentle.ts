import { along, frontFigure, sideFigure, type FrontPose, type SidePose } from '../body.ts';
import { between } from '../moving.ts';
import { people } from '../people.ts';
import { chair, clock, mat, pillow, scene, tree, wheelchair } from '../props.ts';
import { area, arrow, box, colour, disc, group, line, numbered, stroke, type Point, type Shape } from '../shapes.ts';
import type { Drawing } from './drawing.ts';
import { sitting, tall } from './strength.ts';

const floor = 252;
const ankle = floor - 10;
const size = [560, 280] as const;

/** Part of a picture, drawn smaller around a point of the floor. */
export const cell = (x: number, y: number, scale: number, shapes: readonly Shape[]): Shape =>
  group(`translate(${x} ${y}) scale(${scale})`, shapes);

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

export const shifted = (x: number, way: number): FrontPose => ({
  hip: [x + 17 * way, floor - 91],
  feet: [
    [x - 27, ankle],
    [x + 27, ankle],
  ],
  hands: [
    [x + 17 * way - 33, floor - 82],
    [x + 17 * way + 33, floor - 82],
  ],
});

/** The arms hang at 0 and are as high as the shoulders at 1. */
export const lifting = (x: number, part: number): SidePose => {
  const turn = between(-80, 3, part);
  const shoulder: Point = [x - 4, floor - 149];
  return {
    hip: [x - 4, between(floor - 92, floor - 95, part)],
    trunk: 90,
    feet: [
      [x, ankle],
      [x + 6, ankle],
    ],
    hands: [along(shoulder, turn, 61), along([shoulder[0] + 5, shoulder[1] - 2], turn, 61)],
  };
};
/** The weight is on the back foot at 0; it is on the front foot, and the palms are out, at 1. */
export const pushing = (x: number, part: number): SidePose => ({
  hip: [between(x - 12, x + 10, part), between(floor - 90, floor - 88, part)],
  trunk: 89,
  feet: [
    [x + 30, ankle],
    [x - 34, ankle],
  ],
  hands: [
    [between(x + 20, x + 72, part), between(floor - 126, floor - 136, part)],
    [between(x + 24, x + 76, part), between(floor - 129, floor - 139, part)],
  ],
});

const taiChi: Drawing = {
  name: 'tai-chi.diagram',
  title:
    'Knees soft: 1 the weight goes left and right, 2 the arms lift and sink, 3 both palms push as you rock. Easier: seated.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [74, 150],
        [206, 150],
        [340, 150],
      ],
      434,
    ),
    ...frontFigure(people.mei, shifted(76, -1)),
    ...arrow([76, 268], [40, 268]),
    ...arrow([76, 268], [112, 268]),
    ...sideFigure(people.ravi, lifting(190, 1)),
    ...arrow([246, 84], [246, 56]),
    ...arrow([246, 126], [246, 164]),
    ...sideFigure(people.joan, pushing(328, 1)),
    ...arrow([392, 90], [424, 90]),
    ...arrow([392, 144], [362, 152]),
    ...chair(474, floor),
    ...sideFigure(people.kofi, {
      ...sitting(478),
      hands: [
        [534, floor - 108],
        [538, floor - 111],
      ],
    }),
    ...arrow([540, 120], [540, 92]),
    ...numbered([26, 30], 1),
    ...numbered([160, 30], 2),
    ...numbered([294, 30], 3),
  ],
};

const bend = (x: number, trunk: number, hand: Point, back: number): SidePose => ({
  ...tall(x),
  hip: [x - back, floor - 99 + back * 0.2],
  trunk,
  round: (90 - trunk) / 8,
  head: trunk - 24,
  hands: [hand, [hand[0] + 7, hand[1] - 1]],
});

const smallBend: Drawing = {
  name: 'small-bend.diagram',
  title: 'A bend in three sizes: hands slide to the middle of the thighs; later to the knees; later still below them.',
  size,
  shapes: [
    ...scene(size, floor, [
      [94, 140],
      [280, 140],
      [466, 140],
    ]),
    ...sideFigure(people.liam, bend(86, 72, [94, floor - 84], 7)),
    ...sideFigure(people.liam, bend(266, 36, [284, floor - 60], 18)),
    ...sideFigure(people.liam, bend(452, 8, [470, floor - 38], 26)),
    ...arrow([136, 168], [136, 184]),
    ...arrow([336, 168], [336, 196]),
    ...arrow([532, 190], [532, 230]),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
    ...numbered([392, 34], 3),
  ],
};

/** An armchair from the side, for a hip at [0, -57]. */
const armchair: Shape[] = [
  line(
    [
      [-34, -10],
      [-36, -3],
    ],
    colour.wood,
    8,
  ),
  line(
    [
      [40, -10],
      [42, -3],
    ],
    colour.wood,
    8,
  ),
  area('M-34 -26L-72 -146Q-76 -164 -60 -168T-38 -158L-6 -48Z', colour.deepMint),
  box(-40, -46, 88, 38, 10, colour.mint),
];
const armrest = box(-44, -62, 74, 16, 8, colour.sage);

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
      line(
        [
          [42, -96],
          [56, -4],
        ],
        colour.ink,
        5,
      ),
      ...sideFigure(people.otto, {
        ...stroll(0, 0, false),
        hands: [
          [40, -96],
          [-20, -94],
        ],
      }),
    ]),
    cell(310, 254, 0.72, [
      line(
        [
          [-42, -96],
          [-56, -4],
        ],
        colour.ink,
        5,
      ),
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
      line(
        [
          [-52, -4],
          [-52, -42],
        ],
        colour.bark,
        7,
      ),
      line(
        [
          [44, -4],
          [44, -42],
        ],
        colour.bark,
        7,
      ),
      line(
        [
          [-58, -38],
          [50, -38],
        ],
        colour.wood,
        10,
      ),
      line(
        [
          [-54, -40],
          [-58, -88],
        ],
        colour.wood,
        8,
      ),
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

const muscleRelease: Drawing = {
  name: 'muscle-release',
  title: 'A person leans back in an armchair, feet on the floor, arms and hands loose, a plant and a lamp nearby.',
  size,
  shapes: [
    ...scene(size, floor, []),
    disc([272, 140], 112, colour.glow),
    // lamp
    line(
      [
        [84, 112],
        [84, 250],
      ],
      colour.pine,
      4,
    ),
    line(
      [
        [64, 252],
        [104, 252],
      ],
      colour.pine,
      4,
    ),
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
    line(
      [
        [494, 206],
        [494, 128],
      ],
      colour.pine,
      4,
    ),
    stroke('M494 180Q480 176 474 160M494 168Q510 162 514 146', colour.pine, 4),
    area('M494 132C480 116 480 100 494 84 508 100 508 116 494 132Z', colour.sage),
    area(
      'M476 164C460 162 450 150 450 134 466 138 476 148 476 164ZM512 150C512 132 520 120 536 116 540 132 530 146 512 150Z',
      colour.deepMint,
    ),
    area('M468 202H520L512 242Q511 250 503 250H485Q477 250 476 242Z', colour.clay),
  ],
};

export const gentle: Drawing[] = [
  muscleRelease,
  muscleGroups,
  taiChi,
  smallBend,
  lyingPositions,
  sittingWays,
  outAndBack,
  outdoors,
];
