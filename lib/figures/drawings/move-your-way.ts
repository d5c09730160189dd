import { frontFigure, sideFigure, type SidePose } from '../body.ts';
import { people } from '../people.ts';
import { chair, mat, pillow, table } from '../props.ts';
import { arrow, box, colour, numbered, type Point, type Shape } from '../shapes.ts';
import { cell, type Drawing } from './drawing.ts';
import { supine } from './rest.ts';

/** Four moves in a square; each is drawn around the middle of its own floor. */
function four(name: string, title: string, moves: readonly (readonly Shape[])[]): Drawing {
  const size: Point = [560, 440];
  const cells = moves.flatMap((shapes, index) => {
    const [x, y] = [12 + (index % 2) * 274, 12 + Math.floor(index / 2) * 214];
    return [
      box(x, y, 262, 202, 18, index % 3 === 0 ? colour.glow : colour.floor),
      cell(x + 131, y + 186, 0.82, shapes),
      ...numbered([x + 24, y + 24], index + 1),
    ];
  });
  return { name, title, size, shapes: [box(0, 0, ...size, 24, colour.ground), ...cells] };
}

/** Upright, the feet at x. */
const upright = (x: number): SidePose => ({
  hip: [x, -99.6],
  trunk: 90,
  feet: [
    [x, -10],
    [x + 5, -10],
  ],
  hands: [
    [x + 4, -90],
    [x + 12, -91],
  ],
});

/** On hands and knees, the knees below the hip at x. */
const allFours = (x: number): SidePose => ({
  hip: [x, -58],
  trunk: 16,
  head: 10,
  feet: [
    [x - 42, -11],
    [x - 39, -12],
  ],
  toes: [180, 180],
  hands: [
    [x + 56, -7],
    [x + 62, -8],
  ],
});

const stretches = four(
  'stretches.diagram',
  '1 Lying, both knees drift side to side. 2 One knee towards the chest. 3 A long step at a chair. 4 On the side, the top arm opens.',
  [
    [
      // Seen from above.
      box(-52, -210, 104, 206, 14, colour.deepMint),
      box(-32, -206, 64, 40, 12, colour.sheet),
      ...frontFigure(people.mei, {
        hip: [0, -98],
        feet: [
          [30, -42],
          [46, -48],
        ],
        knees: [
          [36, -86],
          [52, -92],
        ],
        hands: [
          [-84, -150],
          [84, -150],
        ],
        elbows: [
          [-52, -152],
          [52, -152],
        ],
      }),
      ...arrow([100, -94], [100, -56], 10),
      ...arrow([-70, -94], [-70, -56], -10),
    ],
    [
      ...mat(-136, 270, 0),
      ...pillow(-128, -14, 50, 12),
      ...sideFigure(people.joan, {
        ...supine(-6, [
          [18, -51],
          [68, -11],
        ]),
        toes: [60, 80],
        hands: [
          [-12, -62],
          [-8, -60],
        ],
      }),
      ...arrow([20, -84], [-16, -96], -8),
    ],
    [
      ...chair(96, 0),
      ...sideFigure(people.ravi, {
        hip: [0, -78],
        trunk: 86,
        feet: [
          [34, -10],
          [-53, -11],
        ],
        toes: [0, -6],
        hands: [
          [63, -93],
          [66, -95],
        ],
      }),
      ...arrow([-22, -40], [-58, -58], 0),
    ],
    [
      box(-136, -196, 272, 190, 18, colour.sheet),
      box(-126, -156, 56, 84, 14, colour.mint),
      ...sideFigure(people.nora, {
        hip: [24, -108],
        trunk: 2,
        head: 4,
        feet: [
          [68, -56],
          [72, -62],
        ],
        toes: [-60, -60],
        hands: [
          [-34, -176],
          [-30, -44],
        ],
        flip: true,
        depth: [0, 2],
      }),
      ...arrow([-14, -44], [0, -168], -34),
    ],
  ],
);

const yoga = four(
  'yoga.diagram',
  '1 Stand tall, arms float up and down. 2 Hands on a table, back long. 3 Hands and knees, back round, then hollow. 4 Rest, lower legs on a chair.',
  [
    [
      ...frontFigure(people.amina, {
        hip: [0, -99.6],
        feet: [
          [-11, -10],
          [11, -10],
        ],
        hands: [
          [-72, -196],
          [72, -196],
        ],
      }),
      ...arrow([-82, -130], [-96, -172], -4),
      ...arrow([82, -130], [96, -172], 4),
    ],
    [
      ...table(50, 90, 0),
      ...sideFigure(people.liam, {
        ...upright(-34),
        hip: [-52, -96],
        trunk: 7,
        head: 4,
        hands: [
          [70, -97],
          [76, -98],
        ],
      }),
      ...arrow([-84, -126], [-118, -126]),
    ],
    [
      ...mat(-146, 290, 0),
      ...[-98, 40].flatMap((x, index) =>
        cell(
          x,
          0,
          0.86,
          sideFigure(people.zola, {
            ...allFours(0),
            ...(index === 0 ? { trunk: 10, round: 15, head: -40 } : { round: -9, head: 40 }),
          }),
        ),
      ),
      ...arrow([-76, -92], [-76, -122]),
      ...arrow([66, -122], [66, -92]),
    ],
    [
      ...mat(-136, 270, 0),
      ...chair(70, 0, 'left'),
      ...pillow(-124, -14, 50, 12),
      ...sideFigure(people.otto, {
        ...supine(-4, [
          [62, -60],
          [66, -63],
        ]),
        toes: [80, 80],
      }),
    ],
  ],
);

const pilates = four(
  'pilates.diagram',
  '1 Lying, the pelvis tips. 2 One heel slides out and back. 3 Bridge: the hips lift. 4 On hands and knees, one leg slides back.',
  [
    [
      ...mat(-136, 270, 0),
      ...pillow(-122, -14, 50, 12),
      ...sideFigure(people.liam, {
        ...supine(-4, [
          [58, -11],
          [62, -14],
        ]),
        toes: [0, 0],
      }),
      ...arrow([16, -66], [-22, -62], -12),
    ],
    [
      ...mat(-136, 280, 0),
      ...pillow(-128, -14, 50, 12),
      ...sideFigure(people.ravi, {
        ...supine(-10, [
          [76, -12],
          [50, -13],
        ]),
        toes: [70, 0],
      }),
      ...arrow([92, -44], [128, -44]),
      ...arrow([128, -60], [92, -60]),
    ],
    [
      ...mat(-136, 270, 0),
      ...pillow(-128, -10, 46, 8),
      ...sideFigure(people.kofi, {
        hip: [-6, -52],
        trunk: 213,
        head: 178,
        feet: [
          [50, -10],
          [54, -13],
        ],
        hands: [
          [14, -9],
          [17, -12],
        ],
        depth: [2, -4],
      }),
      ...arrow([-6, -82], [-6, -118]),
    ],
    [
      ...mat(-136, 280, 0),
      ...sideFigure(people.amina, {
        ...allFours(-4),
        feet: [
          [-90, -22],
          [-43, -12],
        ],
        toes: [230, 180],
      }),
      ...arrow([-74, -60], [-112, -46]),
    ],
  ],
);

export const moveYourWay: Drawing[] = [stretches, yoga, pilates];
