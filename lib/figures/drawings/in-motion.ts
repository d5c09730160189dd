import { frontFigure, sideFigure } from '../body.ts';
import { between, moving, poseBetween } from '../moving.ts';
import { people } from '../people.ts';
import { chair, drawers, scene, wall } from '../props.ts';
import { numbered, type Point } from '../shapes.ts';
import type { Drawing } from './drawing.ts';
import { lifting, pushing, shifted } from './tai-chi.ts';
import { hinged, leaving, leaningOn, risen, sitting, tall } from './strength.ts';

/** The moving twins of diagrams, by the same names and poses. */

const floor = 252;
const size: Point = [280, 280];
const ground = scene(size, floor, [[140, 140]]);

const sitToStand: Drawing = {
  name: 'sit-to-stand.move',
  title: 'Moving: a woman leans forward on a chair, stands up, and sits down again slowly.',
  size,
  shapes: [
    ...ground,
    ...chair(98, floor),
    ...moving((part) => {
      const pose =
        part < 0.4
          ? poseBetween(sitting(104), leaving(104), part / 0.4)
          : poseBetween(leaving(104), risen(104), (part - 0.4) / 0.6);
      return sideFigure(people.nora, pose);
    }, 6),
  ],
};

const wallPush: Drawing = {
  name: 'wall-push.move',
  title: 'Moving: straight from heels to head, a man leans towards a wall and pushes himself away.',
  size,
  shapes: [
    ...ground,
    ...wall(200, 40, floor),
    ...moving((part) => sideFigure(people.ravi, leaningOn(200, 102, between(10, 22, part), 104)), 5),
  ],
};

const hipHinge: Drawing = {
  name: 'hip-hinge.move',
  title: 'Moving: a man pushes his bottom back until it shuts a drawer, back long, and stands up again.',
  size,
  shapes: [
    ...ground,
    ...moving((part) => {
      const pose = poseBetween(tall(160), hinged(160), part);
      // The seat meets the drawer half-way and pushes it shut.
      return [...drawers(56, floor, Math.min(24, pose.hip[0] - 132)), ...sideFigure(people.kofi, pose)];
    }, 5),
  ],
};

const wide: Point = [420, 280];
const taiChi: Drawing = {
  name: 'tai-chi.move',
  title: 'Moving: the weight goes from leg to leg; the arms lift and sink; both palms push as the body rocks forward.',
  size: wide,
  shapes: [
    ...scene(wide, floor, [
      [74, 150],
      [206, 150],
      [340, 150],
    ]),
    ...moving(
      (part) => [
        ...frontFigure(people.mei, shifted(76, between(-1, 1, part))),
        ...sideFigure(people.ravi, lifting(190, part)),
        ...sideFigure(people.joan, pushing(328, part)),
      ],
      8,
    ),
    ...numbered([26, 30], 1),
    ...numbered([160, 30], 2),
    ...numbered([294, 30], 3),
  ],
};

export const inMotion: Drawing[] = [sitToStand, wallPush, hipHinge, taiChi];
