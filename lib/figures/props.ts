import { bar, area, at, box, colour, disc, line, stroke, type Point, type Shape } from './shapes.ts';

/** Things around people. `floor` is the y that they stand on. */

/** How high the top of a chair's seat is: somebody's hip is 11 above it when they sit. */
export const seatHeight = 43;

/** A chair from the side; who sits on it looks to the right, or to the left. */
export function chair(x: number, floor: number, looks: 'right' | 'left' = 'right'): Shape[] {
  const way = looks === 'right' ? 1 : -1;
  const [back, front, seat] = [x - 24 * way, x + 24 * way, floor - seatHeight];
  return [
    bar([back, floor - 3], [back - 4 * way, seat - 50], colour.wood, 7),
    bar([front, floor - 3], [front, seat], colour.wood, 7),
    bar([back, seat + 5], [front, seat + 5], colour.apricot, 10),
    bar([back - 3 * way, seat - 28], [back - 4 * way, seat - 50], colour.wood, 13),
  ];
}

/** A table from the side, and what its top is above the floor. */
export const tableHeight = 88;
export function table(x: number, width: number, floor: number): Shape[] {
  const top = floor - tableHeight;
  return [
    bar([x + 12, top], [x + 12, floor - 3], colour.wood, 7),
    bar([x + width - 12, top], [x + width - 12, floor - 3], colour.wood, 7),
    bar([x + 4, top + 5], [x + width - 4, top + 5], colour.apricot, 10),
  ];
}

/** A wall from the side: it begins at x. */
export function wall(x: number, top: number, floor: number): Shape[] {
  return [box(x, top, 16, floor - top, 4, colour.sand), bar([x + 1, top + 4], [x + 1, floor - 2], colour.grey, 3)];
}

export function mat(x: number, width: number, floor: number): Shape[] {
  return [box(x, floor - 4, width, 10, 5, colour.deepMint)];
}

export function pillow(x: number, y: number, width: number, height: number, fill: string = colour.sheet): Shape[] {
  return [box(x, y, width, height, Math.min(height / 2, 12), fill)];
}

/** A bag that hangs from a hand. */
export function bag([x, y]: Point, fill: string = colour.sage): Shape[] {
  return [
    stroke(`M${x - 8} ${y + 16}Q${x - 7} ${y - 1} ${x} ${y - 1}T${x + 8} ${y + 16}`, colour.ink, 3),
    area(
      `M${x - 15} ${y + 14}H${x + 15}L${x + 18} ${y + 46}Q${x + 18} ${y + 50} ${x + 14} ${y + 50}H${x - 14}Q${x - 18} ${y + 50} ${x - 18} ${y + 46}Z`,
      fill,
    ),
  ];
}

/** A chest whose middle drawer stands open to the right by `open` pixels. */
export function drawers(x: number, floor: number, open: number): Shape[] {
  const top = floor - 118;
  return [
    box(x, top, 52, 112, 5, colour.wood),
    bar([x + 7, floor - 5], [x + 7, floor - 2], colour.bark, 7),
    bar([x + 45, floor - 5], [x + 45, floor - 2], colour.bark, 7),
    box(x + 6, top + 46, 46 + open, 30, 3, colour.apricot),
    box(x + 49 + open, top + 42, 7, 38, 3, colour.bark),
    bar([x + 6, top + 40], [x + 46, top + 40], colour.bark, 2),
    bar([x + 6, top + 82], [x + 46, top + 82], colour.bark, 2),
  ];
}

/** The ground of a picture with rounded corners, and a warm disc behind each of `glows`. What is right of `easier` is the easier version. */
export function scene([width, height]: Point, floor: number, glows: readonly Point[], easier?: number): Shape[] {
  const right = (from: number, top: number, fill: string): Shape =>
    area(
      top === 0
        ? `M${from} 0H${width - 24}Q${width} 0 ${width} 24V${height - 24}Q${width} ${height} ${width - 24} ${height}H${from}Z`
        : `M${from} ${top}H${width}V${height - 24}Q${width} ${height} ${width - 24} ${height}H${from === 0 ? 24 : from}${from === 0 ? `Q0 ${height} 0 ${height - 24}` : ''}Z`,
      fill,
    );
  return [
    box(0, 0, width, height, 24, colour.ground),
    ...glows.map((middle) => disc(middle, 84, colour.glow)),
    right(0, floor - 6, colour.floor),
    ...(easier === undefined ? [] : [right(easier, 0, colour.paper), right(easier, floor - 6, colour.sand)]),
  ];
}

/** A wheelchair from the front: wheels, seat back and foot rest. */
export function wheelchairFront(x: number, floor: number): Shape[] {
  return [
    bar([x - 22, floor - 120], [x - 22, floor - 50], colour.ink, 5),
    bar([x + 22, floor - 120], [x + 22, floor - 50], colour.ink, 5),
    box(x - 22, floor - 118, 44, 70, 6, '#45413a'),
    box(x - 40, floor - 84, 10, 82, 5, colour.ink),
    box(x + 30, floor - 84, 10, 82, 5, colour.ink),
    box(x - 26, floor - 54, 52, 10, 5, colour.ink),
    bar([x - 18, floor - 8], [x + 18, floor - 8], colour.grey, 5),
    bar([x - 20, floor - 46], [x - 18, floor - 8], colour.grey, 4),
    bar([x + 20, floor - 46], [x + 18, floor - 8], colour.grey, 4),
  ];
}

/** A wheelchair from the side, around the hip of who sits in it and looks to the right: what is behind them, and the wheels in front. */
export function wheelchair(x: number, floor: number): { behind: Shape[]; wheels: Shape[] } {
  const ring = (middle: Point, r: number, ink: string, width: number): Shape => ({
    tag: 'circle',
    attributes: { cx: middle[0], cy: middle[1], r, stroke: ink, 'stroke-width': width },
  });
  return {
    behind: [
      line(
        [
          [x - 34, floor - 128],
          [x - 21, floor - 126],
          [x - 19, floor - 46],
        ],
        colour.ink,
        6,
      ),
      line(
        [
          [x - 19, floor - 42],
          [x + 36, floor - 42],
          [x + 44, floor - 8],
          [x + 62, floor - 8],
        ],
        colour.ink,
        6,
      ),
    ],
    wheels: [
      ring([x - 6, floor - 39], 37, colour.ink, 6),
      bar([x - 6, floor - 72], [x - 6, floor - 6], colour.grey, 3),
      bar([x - 39, floor - 39], [x + 27, floor - 39], colour.grey, 3),
      disc([x - 6, floor - 39], 5, colour.ink),
      ring([x + 40, floor - 10], 8, colour.ink, 4),
    ],
  };
}

/** A clock; a part of its hour is filled, clockwise from the top. */
export function clock([x, y]: Point, r: number, minutes: number): Shape[] {
  const turn = (minutes / 60) * 2 * Math.PI;
  const end: Point = [x + (r - 5) * Math.sin(turn), y - (r - 5) * Math.cos(turn)];
  const sector =
    minutes >= 60
      ? disc([x, y], r - 5, colour.apricot)
      : area(`M${x} ${y}V${y - r + 5}A${r - 5} ${r - 5} 0 ${minutes > 30 ? 1 : 0} 1 ${at(end)}Z`, colour.apricot);
  return [
    disc([x, y], r, colour.pine),
    disc([x, y], r - 4, colour.sheet),
    ...(minutes === 0 ? [] : [sector]),
    line([[x, y], end], colour.pine, 3),
    bar([x, y], [x, y - r + 9], colour.pine, 3),
  ];
}

export function tree(x: number, floor: number, height: number, fill: string = colour.sage): Shape[] {
  const [top, low, half] = [floor - height, floor - height * 0.3, height * 0.26];
  return [
    bar([x, floor - 2], [x, top + height * 0.4], colour.bark, 7),
    area(
      `M${x} ${top}C${x + half} ${top + height * 0.1} ${x + half * 1.4} ${low - half} ${x + half} ${low - 6}Q${x} ${low + 10} ${x - half} ${low - 6}C${x - half * 1.4} ${low - half} ${x - half} ${top + height * 0.1} ${x} ${top}Z`,
      fill,
    ),
  ];
}

/** An armchair from the side, for a hip at [0, -57]. */
export const armchair: Shape[] = [
  bar([-34, -10], [-36, -3], colour.wood, 8),
  bar([40, -10], [42, -3], colour.wood, 8),
  area('M-34 -26L-72 -146Q-76 -164 -60 -168T-38 -158L-6 -48Z', colour.deepMint),
  box(-40, -46, 88, 38, 10, colour.mint),
];
/** Of the armchair, in front of who sits in it. */
export const armrest = box(-44, -62, 74, 16, 8, colour.sage);
