/** A point of a drawing, in pixels: x to the right, y down, as SVG has it. */
export type Point = readonly [x: number, y: number];

/** One element of a drawing. */
export interface Shape {
  tag: 'path' | 'circle' | 'rect' | 'text' | 'g' | 'animate';
  attributes: Readonly<Record<string, string | number>>;
  /** Shapes of a group, or the words of a text. */
  inside?: readonly Shape[] | string;
}

/** The colours of the course's drawings. They are the light ones of `templates/tokens.json` and mixtures of them. */
export const colour = {
  ground: '#eaf1ea',
  paper: '#f4efe4',
  sheet: '#fffdf8',
  glow: '#fbf0dd',
  floor: '#d5e5db',
  pine: '#1f5a50',
  deepPine: '#164239',
  sage: '#5f978a',
  mint: '#9fd4c4',
  deepMint: '#83bfae',
  clay: '#b3552e',
  deepClay: '#9a4727',
  apricot: '#e59c75',
  deepApricot: '#cc7448',
  blush: '#f3cdb5',
  rose: '#fbe3d3',
  wood: '#8a5c42',
  bark: '#6b4a38',
  sand: '#e2d8c6',
  ink: '#2b2824',
  grey: '#8f8a80',
} as const;

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** A point as SVG writes it. */
export const at = ([x, y]: Point): string => `${rounded(x)} ${rounded(y)}`;

/** A line through the points, in one colour: a limb, the leg of a chair. */
export function line(points: readonly Point[], stroke: string, width: number): Shape {
  return { tag: 'path', attributes: { d: `M${points.map(at).join('L')}`, stroke, 'stroke-width': width } };
}

/** A straight line. */
export const bar = (from: Point, to: Point, ink: string, width: number): Shape => line([from, to], ink, width);

/** A filled path, by its own commands. */
export function area(d: string, fill: string): Shape {
  return { tag: 'path', attributes: { d, fill } };
}

/** An open path, by its own commands. */
export function stroke(d: string, ink: string, width: number): Shape {
  return { tag: 'path', attributes: { d, stroke: ink, 'stroke-width': width } };
}

export function disc([x, y]: Point, r: number, fill: string): Shape {
  return { tag: 'circle', attributes: { cx: rounded(x), cy: rounded(y), r, fill } };
}

export function box(x: number, y: number, width: number, height: number, rx: number, fill: string): Shape {
  return { tag: 'rect', attributes: { x: rounded(x), y: rounded(y), width, height, rx, fill } };
}

/** Shapes moved and scaled together. */
export function group(transform: string, inside: readonly Shape[]): Shape {
  return { tag: 'g', attributes: { transform }, inside };
}

/** A closed curve through the points (Catmull and Rom's, as cubic Béziers). */
export function through(points: readonly Point[]): string {
  const point = (index: number): Point => points[(index + points.length) % points.length]!;
  const curves = points.map((_, index) => {
    const [before, from, to, after] = [point(index - 1), point(index), point(index + 1), point(index + 2)];
    const first: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    return `C${at(first)} ${at(second)} ${at(to)}`;
  });
  return `M${at(point(0))}${curves.join('')}Z`;
}

/** A number on a disc: the order of steps, the parts of a body. */
export function numbered([x, y]: Point, number: number): Shape[] {
  const words = { x: rounded(x), y: rounded(y + 7.5), 'font-size': 21, 'font-weight': 'bold', 'text-anchor': 'middle' };
  return [
    disc([x, y], 16, colour.pine),
    {
      tag: 'text',
      attributes: { ...words, 'font-family': 'DejaVu Sans, Verdana, sans-serif', fill: colour.sheet },
      inside: String(number),
    },
  ];
}

/** A bent arrow: which way something goes. `bow` is how far its middle lies to the left of the straight way, in pixels. */
export function arrow(from: Point, to: Point, bow = 0): Shape[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const middle: Point = [
    (from[0] + to[0]) / 2 + (dy / length) * bow * 2,
    (from[1] + to[1]) / 2 - (dx / length) * bow * 2,
  ];
  const heading = Math.atan2(to[1] - middle[1], to[0] - middle[0]);
  const barb = (turn: number): Point => [to[0] - 12 * Math.cos(heading + turn), to[1] - 12 * Math.sin(heading + turn)];
  return [
    stroke(`M${at(from)}Q${at(middle)} ${at(to)}`, colour.clay, 4),
    line([barb(0.6), to, barb(-0.6)], colour.clay, 4),
  ];
}

function written({ tag, attributes, inside }: Shape): string {
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  const content = typeof inside === 'string' ? inside : (inside ?? []).map(written).join('');
  return content === '' ? `<${tag}${said.join('')}/>` : `<${tag}${said.join('')}>${content}</${tag}>`;
}

/** The picture as a file. `title` is read to people who do not see it. */
export function svg(title: string, [width, height]: Point, shapes: readonly Shape[]): string {
  const frame = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" fill="none" stroke-linecap="round" stroke-linejoin="round"`;
  return [
    `<svg ${frame}>`,
    `  <title>${title}</title>`,
    ...shapes.map((one) => `  ${written(one)}`),
    '</svg>',
    '',
  ].join('\n');
}
