import { sideFigure, type SidePose } from '../body.ts';
import { people } from '../people.ts';
import { scene } from '../props.ts';
import { arrow, numbered, type Point } from '../shapes.ts';
import type { Drawing } from './drawing.ts';
import { tall } from './strength.ts';

const floor = 252;
const size = [560, 280] as const;

const bend = (x: number, trunk: number, hand: Point, back: number): SidePose => ({
  ...tall(x),
  hip: [x - back, floor - 99 + back * 0.2],
  trunk,
  round: (90 - trunk) / 8,
  head: trunk - 24,
  hands: [hand, [hand[0] + 7, hand[1] - 1]],
});

export const smallBend: Drawing = {
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
