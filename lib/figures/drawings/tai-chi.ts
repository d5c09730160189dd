import { along, frontFigure, sideFigure, type FrontPose, type SidePose } from '../body.ts';
import { between } from '../moving.ts';
import { people } from '../people.ts';
import { chair, scene } from '../props.ts';
import { arrow, numbered, type Point } from '../shapes.ts';
import type { Drawing } from './drawing.ts';
import { sitting } from './strength.ts';

const floor = 252;
const ankle = floor - 10;
const size = [560, 280] as const;

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

export const taiChi: Drawing = {
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
