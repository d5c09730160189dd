import { frontHead, sideHead, type Person } from './people.ts';
import { area, at, disc, line, through, type Point, type Shape } from './shapes.ts';

/** Lengths from joint to joint, in pixels, of somebody about 215 tall, whose ankles are 10 above the floor. */
const long = { thigh: 46, shank: 44, trunk: 64, upperArm: 33, forearm: 36 };

/** From a point a way in a direction: 0 degrees is to the right, 90 is up. */
export function along([x, y]: Point, degrees: number, length: number): Point {
  const turn = (degrees * Math.PI) / 180;
  return [x + length * Math.cos(turn), y - length * Math.sin(turn)];
}

/**
 * The joint between two bones, from `from` to `to`; `side` 1 lets it point to the left of that way, -1 to the right. What is out of reach
 * by more than a little is a mistake in the pose.
 */
function jointOf(from: Point, to: Point, [first, second]: Point, side: 1 | -1): { joint: Point; end: Point } {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const wanted = Math.hypot(dx, dy);
  if (wanted > first + second + 4)
    throw new Error(`out of reach by ${Math.round(wanted - first - second)} at ${at(to)}`);
  const reach = Math.min(Math.max(wanted, Math.abs(first - second) + 1), first + second - 0.01);
  const heading = (Math.atan2(-dy, dx) * 180) / Math.PI;
  const bend = (Math.acos((first ** 2 + reach ** 2 - second ** 2) / (2 * first * reach)) * 180) / Math.PI;
  return { joint: along(from, heading + side * bend, first), end: along(from, heading, reach) };
}

/** A figure from the side. It looks to the right; `flip` makes it look to the left. All points are where they are in the picture. */
export interface SidePose {
  hip: Point;
  /** Where the trunk points, from hip to neck, in degrees: 90 is upright, 0 leans forward to level, 180 lies on the back. */
  trunk: number;
  /** How far the middle of the back is pushed out, in pixels; below 0 it is hollow. */
  round?: number;
  /** Where the crown of the head points, in degrees; the trunk's direction unless it says otherwise. */
  head?: number;
  /** Ankles: of the near leg and of the far one. Knees point forward. */
  feet: readonly [near: Point, far: Point];
  /** Where the toes point, in degrees; 0 is flat on the floor. */
  toes?: readonly [near: number, far: number];
  /** Hands. Elbows point back or down. */
  hands: readonly [near: Point, far: Point];
  flip?: boolean;
  /** Where the far hip and shoulder lie, seen from the near ones. */
  depth?: Point;
}

const mirror = ([x, y]: Point): Point => [-x, y];

/** Somebody from the side: what is far first, then the rest. `held` is drawn behind the near arm. */
export function sideFigure(person: Person, pose: SidePose, held: readonly Shape[] = []): Shape[] {
  const into = (point: Point): Point => (pose.flip ? mirror(point) : point);
  const trunk = pose.trunk;
  const hip = into(pose.hip);
  const neck = along(hip, trunk, long.trunk);
  const depth = pose.depth ?? [5, -1];
  const away = (point: Point): Point => [point[0] + depth[0], point[1] + depth[1]];
  const back = trunk + 90;
  const bend = pose.round ?? 0;
  /** On the spine, `part` of the way up. */
  const spine = (part: number): Point =>
    along(along(hip, trunk, long.trunk * part), back, bend * 4 * part * (1 - part));
  const shoulder = along(spine(0.86), back, -1);
  const head = pose.head ?? trunk;

  const leg = (root: Point, foot: Point, toes: number, paint: string): Shape[] => {
    const { joint, end } = jointOf(root, into(foot), [long.thigh, long.shank], 1);
    return [shoe(end, toes, person.shoes, into), line([root, joint, end].map(into), paint, 20)];
  };
  const arm = (root: Point, hand: Point, paint: string): Shape[] => {
    const { joint, end } = jointOf(root, into(hand), [long.upperArm, long.forearm], -1);
    const wrist = along(joint, (Math.atan2(joint[1] - end[1], end[0] - joint[0]) * 180) / Math.PI, long.forearm - 6);
    return [line([root, joint, wrist].map(into), paint, 15), disc(into(end), 8, person.skin)];
  };
  // Half of its depth, front and back, from the seat to the neck.
  const depths: [part: number, back: number, front: number][] = [
    [-0.06, 12, 11],
    [0.12, 15.5, 14],
    [0.4, 14, 15],
    [0.68, 15.5, 15.5],
    [0.9, 14, 13],
    [1.02, 7, 6],
  ];
  const outline = [
    ...depths.map(([part, behind]) => along(spine(part), back, behind)),
    ...depths.toReversed().map(([part, , front]) => along(spine(part), back, -front)),
  ];
  const [nearToes, farToes] = pose.toes ?? [0, 0];
  const crown = along(along(neck, trunk, 4), head, 22);
  const face = sideHead(person, crown, head, into);
  return [
    ...arm(away(shoulder), pose.hands[1], person.farTop),
    ...leg(away(hip), pose.feet[1], farToes, person.farLegs),
    ...leg(hip, pose.feet[0], nearToes, person.legs),
    disc(into(along(hip, back, 1.5)), 14, person.legs),
    line([spine(0.94), crown].map(into), person.neck, 15),
    area(through(outline.map(into)), person.top),
    ...face,
    ...held,
    // It has to stand out from the trunk.
    ...arm(shoulder, pose.hands[0], person.farTop),
  ];
}

/** A shoe at an ankle; `toes` is where it points. */
function shoe(ankle: Point, toes: number, paint: string, into: (point: Point) => Point): Shape {
  const sole = (forward: number, down: number): string => at(into(along(along(ankle, toes, forward), toes - 90, down)));
  return area(
    `M${sole(-10, -2)}L${sole(-10, 10)}L${sole(19, 10)}C${sole(21, 3)} ${sole(14, 0)} ${sole(9, -3)}Z`,
    paint,
  );
}

/** A joint seen from the front: it bends mostly towards whoever looks, and only in part outwards. */
function facing(from: Point, to: Point, bones: Point, side: 1 | -1, outwards: number): Point {
  const { joint } = jointOf(from, to, bones, side);
  const part = bones[0] / (bones[0] + bones[1]);
  const straight: Point = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
  return [straight[0] + (joint[0] - straight[0]) * outwards, straight[1] + (joint[1] - straight[1]) * outwards];
}

/** A figure that looks out of the picture. All points are where they are in the picture; left and right are the picture's. */
export interface FrontPose {
  /** Between the two hips. */
  hip: Point;
  /** Where the neck is; the trunk's length above the hip unless it says otherwise. */
  neck?: Point;
  feet: readonly [left: Point, right: Point];
  /** Knees, where a thigh points at whoever looks. */
  knees?: readonly [left: Point, right: Point];
  hands: readonly [left: Point, right: Point];
  /** Elbows, where an arm points at whoever looks. */
  elbows?: readonly [left: Point, right: Point];
  lean?: number;
}

/** Somebody from the front. */
export function frontFigure(person: Person, pose: FrontPose): Shape[] {
  const { hip, feet, knees, hands, elbows } = pose;
  const neck = pose.neck ?? along(hip, 90, long.trunk);
  const beside = (point: Point, by: number): Point => [point[0] + by, point[1]];
  const sides = [0, 1] as const;
  const out = (side: 0 | 1): 1 | -1 => (side === 0 ? -1 : 1);
  const legs = sides.flatMap((side) => {
    const root = beside(hip, 9 * out(side));
    const foot = feet[side];
    const knee = knees?.[side] ?? facing(root, foot, [long.thigh, long.shank], out(side), 0.25);
    const ankle = foot;
    return [
      area(
        `M${at([ankle[0] - 10, ankle[1] + 10])}C${at([ankle[0] - 11, ankle[1] - 6])} ${at([ankle[0] + 11, ankle[1] - 6])} ${at([ankle[0] + 10, ankle[1] + 10])}Z`,
        person.shoes,
      ),
      line([root, knee, ankle], person.legs, 19),
    ];
  });
  const arms = sides.flatMap((side) => {
    const root: Point = [neck[0] + 19 * out(side), neck[1] + 11];
    const hand = hands[side];
    const elbow = elbows?.[side] ?? facing(root, hand, [long.upperArm, long.forearm], out(side), 0.6);
    const away = Math.hypot(hand[0] - elbow[0], hand[1] - elbow[1]);
    const part = Math.max(away - 6, 0) / (away || 1);
    const wrist: Point = [elbow[0] + (hand[0] - elbow[0]) * part, elbow[1] + (hand[1] - elbow[1]) * part];
    return [line([root, elbow, wrist], person.farTop, 14), disc(hand, 8, person.skin)];
  });
  const between = (part: number): Point => [hip[0] + (neck[0] - hip[0]) * part, hip[1] + (neck[1] - hip[1]) * part];
  const widths: [part: number, half: number][] = [
    [-0.1, 15],
    [0.1, 18.5],
    [0.4, 17],
    [0.75, 20],
    [0.92, 20],
    [1.02, 9],
  ];
  const outline = [
    ...widths.map(([part, half]) => beside(between(part), -half)),
    ...widths.toReversed().map(([part, half]) => beside(between(part), half)),
  ];
  const crown: Point = [neck[0] + (pose.lean ?? 0) * 0.4, neck[1] - 25];
  return [
    ...legs,
    line([beside(hip, -6), beside(hip, 6)], person.legs, 26),
    line([neck, crown], person.neck, 15),
    area(through(outline), person.top),
    ...arms,
    ...frontHead(person, crown, pose.lean),
  ];
}
