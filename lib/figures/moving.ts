import type { SidePose } from './body.ts';
import type { Point, Shape } from './shapes.ts';

const steps = 8;

/** From 0 to 1 and back, slower near both ends, where a movement rests for two steps. */
const parts: readonly number[] = (() => {
  const there = Array.from({ length: steps + 1 }, (_, step) => (1 - Math.cos((Math.PI * step) / steps)) / 2);
  return [0, ...there, 1, 1, ...there.toReversed(), 0];
})();

/**
 * A drawing that goes from one pose to another and back, again and again, as SVG animation: it needs no script and no style, and runs in an `<img>`.
 * `draw` draws it at a part of the way, 0 to 1, always with the same shapes.
 */
export function moving(draw: (part: number) => readonly Shape[], seconds: number): Shape[] {
  const frames = parts.map(draw);
  return (frames[0] ?? []).map((_, index) =>
    merged(
      frames.map((frame) => frame[index]!),
      seconds,
    ),
  );
}

/** One shape of all frames: what differs between them is animated. */
function merged(frames: readonly Shape[], seconds: number): Shape {
  const first = frames[0]!;
  const animations = Object.keys(first.attributes).flatMap((name): Shape[] => {
    const values = frames.map(({ attributes }) => String(attributes[name]));
    if (new Set(values).size === 1) return [];
    const attributes = { attributeName: name, values: values.join(';'), dur: `${seconds}s`, repeatCount: 'indefinite' };
    return [{ tag: 'animate', attributes }];
  });
  if (typeof first.inside === 'string') return first;
  const inside = (first.inside ?? []).map((_, index) =>
    merged(
      frames.map((frame) => (frame.inside as readonly Shape[])[index]!),
      seconds,
    ),
  );
  return { ...first, inside: [...animations, ...inside] };
}

/** A number on the way from one to another. */
export function between(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

const pointBetween = (from: Point, to: Point, part: number): Point => [
  between(from[0], to[0], part),
  between(from[1], to[1], part),
];

/** A pose on the way from one to another. */
export function poseBetween(from: SidePose, to: SidePose, part: number): SidePose {
  const pair = ([near, far]: readonly [Point, Point], [toNear, toFar]: readonly [Point, Point]) =>
    [pointBetween(near, toNear, part), pointBetween(far, toFar, part)] as const;
  return {
    ...from,
    hip: pointBetween(from.hip, to.hip, part),
    trunk: between(from.trunk, to.trunk, part),
    head: between(from.head ?? from.trunk, to.head ?? to.trunk, part),
    round: between(from.round ?? 0, to.round ?? 0, part),
    feet: pair(from.feet, to.feet),
    toes: pointBetween(from.toes ?? [0, 0], to.toes ?? [0, 0], part),
    hands: pair(from.hands, to.hands),
  };
}
