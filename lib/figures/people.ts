import { area, at, colour, disc, type Point, type Shape } from './shapes.ts';

/** How somebody looks. */
export interface Person {
  /** Of the face and hands, and of the neck in its shade. */
  skin: string;
  neck: string;
  hair: keyof typeof hairs;
  hairColour: string;
  top: string;
  /** The arm and leg that are farther away. */
  farTop: string;
  legs: string;
  farLegs: string;
  shoes: string;
}

const pine = { legs: colour.pine, farLegs: colour.deepPine };
const clayTop = { top: colour.clay, farTop: colour.deepClay };
const mintTop = { top: colour.mint, farTop: colour.deepMint };
const apricotTop = { top: colour.apricot, farTop: colour.deepApricot };
const sageTop = { top: colour.sage, farTop: '#4a7f73' };
const brown = { legs: colour.wood, farLegs: colour.bark };
const dark = { legs: '#45413a', farLegs: colour.ink };

/** The people of the drawings. */
export const people = {
  nora: {
    skin: '#c98a64',
    neck: '#b57750',
    hair: 'bun',
    hairColour: '#d5cbbb',
    ...clayTop,
    ...pine,
    shoes: colour.ink,
  },
  kofi: {
    skin: '#7a4a35',
    neck: '#693d2b',
    hair: 'short',
    hairColour: colour.ink,
    ...mintTop,
    ...pine,
    shoes: colour.ink,
  },
  mei: {
    skin: '#efc0a0',
    neck: '#e0a583',
    hair: 'bob',
    hairColour: colour.ink,
    ...apricotTop,
    ...dark,
    shoes: colour.clay,
  },
  ravi: {
    skin: '#a86a49',
    neck: '#945b3e',
    hair: 'beard',
    hairColour: colour.ink,
    ...sageTop,
    ...brown,
    shoes: colour.ink,
  },
  amina: {
    skin: '#a86a49',
    neck: '#945b3e',
    hair: 'scarf',
    hairColour: colour.sage,
    ...clayTop,
    ...dark,
    shoes: colour.ink,
  },
  joan: {
    skin: '#efc0a0',
    neck: '#e0a583',
    hair: 'bob',
    hairColour: '#cfc6b6',
    ...mintTop,
    ...brown,
    shoes: colour.ink,
  },
  otto: {
    skin: '#efc0a0',
    neck: '#e0a583',
    hair: 'fringe',
    hairColour: '#d5cbbb',
    ...apricotTop,
    ...pine,
    shoes: colour.ink,
  },
  zola: {
    skin: '#7a4a35',
    neck: '#693d2b',
    hair: 'curls',
    hairColour: colour.ink,
    ...apricotTop,
    ...pine,
    shoes: colour.clay,
  },
  liam: {
    skin: '#efc0a0',
    neck: '#e0a583',
    hair: 'short',
    hairColour: '#a5562f',
    ...sageTop,
    ...dark,
    shoes: colour.ink,
  },
} satisfies Record<string, Person>;

interface Hair {
  /** Behind the face, and over it: paths around the middle of a head with a radius of 20 that looks to the right. */
  behind?: string;
  over: string;
}

const short = 'M-20 6C-26 -18 -12 -26 2 -24 14 -22 20 -16 18 -8 6 -10 -2 -8 -8 -2 -10 6 -12 12 -16 14Z';
const cap = 'M16 -14C8 -30 -24 -28 -24 0 -24 14 -16 22 -8 22 -10 8 -2 -6 16 -14Z';
const round = (x: number, y: number, r: number) =>
  `M${x - r} ${y}C${x - r} ${y - r * 1.33} ${x + r} ${y - r * 1.33} ${x + r} ${y} ${x + r} ${y + r * 1.33} ${x - r} ${y + r * 1.33} ${x - r} ${y}Z`;

const hairs = {
  short: { over: short },
  bun: { behind: round(-25, -8, 10), over: cap },
  bob: { over: 'M16 -14C8 -30 -26 -28 -26 2 -26 16 -24 24 -21 28 -12 29 -7 24 -7 18 -9 8 -2 -6 16 -14Z' },
  beard: {
    behind: 'M19 4C23 18 12 28 2 26 -6 22 -8 14 -6 6 4 12 10 8 19 4Z',
    over: `${short}M19 5C22 18 12 27 2 25 -5 21 -9 14 -10 6 -2 4 2 10 8 11 12 12 15 8 19 5Z`,
  },
  fringe: { over: 'M-20 0C-24 10 -20 20 -11 19 -6 12 -6 6 -8 0 -10 -8 -14 -10 -17 -10Z' },
  curls: {
    behind: round(-5, -6, 24),
    over: 'M-18 10C-26 -16 -10 -26 4 -24 14 -22 20 -16 18 -9 10 -8 4 -12 -2 -8 -8 -6 -8 0 -9 6 -10 12 -13 14 -18 10Z',
  },
  scarf: {
    over: 'M14 -17C2 -31 -27 -26 -26 2 -26 16 -29 26 -24 34 -12 40 8 38 14 30 13 24 10 19 9 19 -3 10 -3 -8 14 -17Z',
  },
} satisfies Record<string, Hair>;

/** Moves every point of a path. */
function moved(d: string, move: (point: Point) => Point): string {
  return d.replaceAll(/(-?[\d.]+) (-?[\d.]+)/g, (_, x: string, y: string) => at(move([Number(x), Number(y)])));
}

/** From the middle of a head, turned by some degrees. */
function around(middle: Point, degrees: number): (point: Point) => Point {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return ([x, y]) => [middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos];
}

/** A head from the side. `up` is where its crown points, in degrees: 90 is upright. It looks to the right, unless `into` mirrors it. */
export function sideHead(person: Person, middle: Point, up: number, into: (point: Point) => Point): Shape[] {
  const turned = around(middle, 90 - up);
  const place = (point: Point) => into(turned(point));
  const { behind, over }: Hair = hairs[person.hair];
  return [
    ...(behind === undefined ? [] : [area(moved(behind, place), person.hairColour)]),
    disc(into(middle), 20, person.skin),
    area(moved(over, place), person.hairColour),
  ];
}

const frontShort = 'M-21 0C-25 -30 25 -30 21 0 16 -12 6 -13 0 -13 -6 -13 -16 -12 -21 0Z';
const frontHairs = {
  short: { over: frontShort },
  bun: { behind: round(0, -25, 10), over: frontShort },
  bob: { behind: 'M-24 20C-30 -36 30 -36 24 20 14 26 -14 26 -24 20Z', over: frontShort },
  beard: { over: `${frontShort}M-20 2C-22 30 22 30 20 2 14 12 8 9 0 9 -8 9 -14 12 -20 2Z` },
  fringe: { over: 'M-20 -4C-25 4 -22 14 -17 13 -16 6 -17 0 -20 -4ZM20 -4C25 4 22 14 17 13 16 6 17 0 20 -4Z' },
  curls: { behind: round(0, -6, 26), over: 'M-21 0C-25 -30 25 -30 21 0 14 -12 -14 -12 -21 0Z' },
  scarf: {
    over: 'M0 -26C-34 -26 -24 20 -26 32 -12 42 12 42 26 32 24 20 34 -26 0 -26ZM0 -16C18 -16 16 20 0 20 -16 20 -18 -16 0 -16Z',
  },
} satisfies Record<keyof typeof hairs, Hair>;

/** A head that looks out of the picture, leaning by some degrees to the right. */
export function frontHead(person: Person, middle: Point, lean = 0): Shape[] {
  const place = around(middle, lean);
  const { behind, over }: Hair = frontHairs[person.hair];
  const hair = area(moved(over, place), person.hairColour);
  return [
    ...(behind === undefined ? [] : [area(moved(behind, place), person.hairColour)]),
    disc(middle, 20, person.skin),
    { ...hair, attributes: { ...hair.attributes, 'fill-rule': 'evenodd' } },
  ];
}
