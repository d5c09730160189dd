import { along, frontFigure, sideFigure, type SidePose } from '../body.ts';
import { people } from '../people.ts';
import { bag, chair, drawers, pillow, scene, table, wall, wheelchairFront } from '../props.ts';
import { bar, arrow, colour, line, numbered, type Shape } from '../shapes.ts';
import type { Drawing } from './drawing.ts';

const floor = 252;
const ankle = floor - 10;
const size = [560, 280] as const;

/** Poses that a drawing and its moving twin share. `x` is where the feet stand, or the seat. */
export const sitting = (x: number): SidePose => ({
  hip: [x, floor - 54],
  trunk: 88,
  feet: [
    [x + 36, ankle],
    [x + 42, ankle],
  ],
  hands: [
    [x + 30, floor - 68],
    [x + 38, floor - 69],
  ],
});
export const leaving = (x: number): SidePose => ({
  ...sitting(x),
  hip: [x + 6, floor - 66],
  trunk: 52,
  head: 62,
  hands: [
    [x + 78, floor - 84],
    [x + 84, floor - 88],
  ],
});
export const risen = (x: number): SidePose => ({
  ...sitting(x),
  hip: [x + 35, floor - 99.6],
  trunk: 89,
  hands: [
    [x + 38, floor - 88],
    [x + 46, floor - 89],
  ],
});

const sitToStand: Drawing = {
  name: 'sit-to-stand.diagram',
  title:
    'A woman sits near the front of a chair, leans over her feet and stands up tall. Easier: a cushion on the seat, hands on the thighs.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [76, 140],
        [208, 140],
        [340, 140],
      ],
      428,
    ),
    ...[48, 160, 306].flatMap((x) => chair(x - 6, floor)),
    ...sideFigure(people.nora, sitting(48)),
    ...sideFigure(people.nora, leaving(160)),
    ...sideFigure(people.nora, risen(306)),
    ...arrow([228, 86], [258, 108], 6),
    ...arrow([396, 160], [396, 96]),
    ...chair(468, floor),
    ...pillow(446, floor - 60, 48, 18, colour.mint),
    ...sideFigure(people.otto, {
      ...sitting(474),
      hip: [478, floor - 74],
      trunk: 60,
      head: 72,
      feet: [
        [506, ankle],
        [512, ankle],
      ],
      hands: [
        [508, floor - 92],
        [514, floor - 93],
      ],
    }),
    ...arrow([546, 170], [546, 116]),
    ...numbered([26, 32], 1),
    ...numbered([150, 32], 2),
    ...numbered([292, 32], 3),
  ],
};

/** Against a wall that begins at x: straight from the ankles to the head, leaning by some degrees. */
export const leaningOn = (x: number, foot: number, lean: number, height: number): SidePose => {
  const turn = (lean * Math.PI) / 180;
  return {
    hip: [foot + 89 * Math.sin(turn), ankle - 89 * Math.cos(turn)],
    trunk: 90 - lean,
    feet: [
      [foot, ankle],
      [foot + 4, ankle],
    ],
    hands: [
      [x - 7, height],
      [x - 7, height - 3],
    ],
  };
};

const wallPush: Drawing = {
  name: 'wall-push.diagram',
  title:
    'A man leans straight towards a wall and pushes away. Easier: in a wheelchair, a woman presses her palms together.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [96, 140],
        [282, 140],
      ],
      378,
    ),
    ...wall(156, 40, floor),
    ...wall(340, 40, floor),
    ...sideFigure(people.ravi, leaningOn(156, 58, 10, 104)),
    ...sideFigure(people.ravi, leaningOn(340, 240, 22, 104)),
    ...arrow([96, 168], [132, 168]),
    ...arrow([262, 118], [230, 118]),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
    ...wheelchairFront(474, floor),
    ...frontFigure(people.zola, {
      hip: [474, floor - 62],
      feet: [
        [462, floor - 20],
        [486, floor - 20],
      ],
      knees: [
        [458, floor - 54],
        [490, floor - 54],
      ],
      hands: [
        [468, floor - 98],
        [480, floor - 98],
      ],
      elbows: [
        [434, floor - 94],
        [514, floor - 94],
      ],
    }),
    bar([470, floor - 108], [470, floor - 92], people.zola.skin, 10),
    bar([479, floor - 108], [479, floor - 92], people.zola.neck, 10),
    ...arrow([396, floor - 98], [422, floor - 98]),
    ...arrow([552, floor - 98], [526, floor - 98]),
  ],
};

export const tall = (x: number): SidePose => ({
  hip: [x, floor - 99.6],
  trunk: 89,
  feet: [
    [x, ankle],
    [x + 5, ankle],
  ],
  hands: [
    [x + 4, floor - 110],
    [x + 12, floor - 110],
  ],
});
export const hinged = (x: number): SidePose => ({
  hip: [x - 28, floor - 92],
  trunk: 38,
  head: 42,
  feet: [
    [x, ankle],
    [x + 5, ankle],
  ],
  hands: [
    [x - 16, floor - 98],
    [x - 8, floor - 99],
  ],
});

/** A dotted line along a straight back. */
const backLine = ({ hip, trunk }: SidePose): Shape => {
  const from = along(along(hip, trunk + 90, 25), trunk, -4);
  const dotted = line([from, along(from, trunk, 84)], colour.clay, 4);
  return { ...dotted, attributes: { ...dotted.attributes, 'stroke-dasharray': '1 9' } };
};

const hipHinge: Drawing = {
  name: 'hip-hinge.diagram',
  title:
    'Hands on hips, a man pushes his bottom back as if to shut a drawer, back long. Easier: a smaller bend, hands on a table.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [100, 140],
        [276, 140],
      ],
      378,
    ),
    ...drawers(12, floor, 24),
    ...sideFigure(people.kofi, tall(130)),
    ...drawers(174, floor, 0),
    ...sideFigure(people.kofi, hinged(278)),
    backLine(hinged(278)),
    ...table(474, 76, floor),
    ...sideFigure(people.joan, {
      ...tall(430),
      hip: [412, floor - 96],
      trunk: 60,
      head: 66,
      hands: [
        [484, floor - 96],
        [490, floor - 97],
      ],
    }),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
  ],
};

const rowAt = (x: number, pulled: boolean): SidePose => ({
  hip: [x - 24, floor - 93],
  trunk: 46,
  head: 50,
  feet: [
    [x, ankle],
    [x + 5, ankle],
  ],
  hands: [pulled ? [x + 2, floor - 106] : [x + 14, floor - 68], [x + 62, floor - 96]],
});

const row: Drawing = {
  name: 'row.diagram',
  title:
    'One hand on a table, back long, a woman draws a bag up to her ribs. Easier: seated, elbows back, hands empty.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [96, 140],
        [282, 140],
      ],
      378,
    ),
    ...[82, 262].flatMap((x, index) => {
      const pose = rowAt(x, index === 1);
      return [
        ...table(x + 46, 54, floor),
        ...sideFigure(people.zola, pose, bag(pose.hands[0], colour.sage)),
        ...numbered([x - 50, 34], index + 1),
      ];
    }),
    ...arrow([226, 206], [226, 162]),
    ...chair(462, floor),
    ...sideFigure(people.otto, {
      ...sitting(468),
      hands: [
        [480, floor - 94],
        [488, floor - 95],
      ],
    }),
    ...arrow([446, 128], [412, 128]),
  ],
};

const walking = (x: number, flip = false): SidePose => {
  const way = flip ? -1 : 1;
  return {
    hip: [x, floor - 96],
    trunk: 87,
    feet: [
      [x + 26 * way, ankle],
      [x - 27 * way, ankle - 5],
    ],
    toes: [8, -32],
    hands: [
      [x + 3 * way, floor - 84],
      [x + 26 * way, floor - 96],
    ],
    flip,
  };
};

const carry: Drawing = {
  name: 'carry.diagram',
  title:
    'A man walks tall with a bag in one hand, then back with it in the other. Easier: he holds it close with both arms.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [96, 140],
        [282, 140],
      ],
      378,
    ),
    ...sideFigure(people.liam, walking(86), bag([89, floor - 84], colour.clay)),
    ...arrow([120, 60], [156, 60]),
    ...sideFigure(people.liam, walking(290, true), bag([287, floor - 84], colour.clay)),
    ...arrow([256, 60], [220, 60]),
    ...sideFigure(
      people.liam,
      {
        ...walking(462),
        hands: [
          [502, floor - 116],
          [504, floor - 128],
        ],
      },
      bag([494, floor - 156], colour.clay),
    ),
    ...arrow([512, 60], [546, 60]),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
  ],
};

/** On the balls of the feet; `x` is where the ankles are when the heels are down. */
const raised = (x: number): SidePose['feet'] => [
  [x + 13.8, floor - 19.4],
  [x + 18.8, floor - 19.4],
];

const heelRaise: Drawing = {
  name: 'heel-raise.diagram',
  title:
    'A hand on the back of a chair, a woman rises on her toes and comes down slowly. Easier: seated, only the heels lift.',
  size,
  shapes: [
    ...scene(
      size,
      floor,
      [
        [96, 140],
        [282, 140],
      ],
      378,
    ),
    ...chair(146, floor),
    ...sideFigure(people.amina, {
      ...tall(80),
      hands: [
        [116, floor - 96],
        [86, floor - 88],
      ],
    }),
    ...chair(330, floor),
    ...sideFigure(people.amina, {
      ...tall(264),
      hip: [277, floor - 108.5],
      trunk: 87,
      feet: raised(264),
      toes: [-50, -50],
      hands: [
        [301, floor - 98],
        [282, floor - 96],
      ],
    }),
    ...arrow([232, 186], [232, 130]),
    ...chair(450, floor),
    ...sideFigure(people.ravi, { ...sitting(456), feet: raised(486), toes: [-50, -50] }),
    ...arrow([534, 240], [534, 200]),
    ...numbered([32, 34], 1),
    ...numbered([212, 34], 2),
  ],
};

export const strength: Drawing[] = [sitToStand, wallPush, hipHinge, row, carry, heelRaise];
