import { group, type Point, type Shape } from '../shapes.ts';

/** A picture of a series, before it is written as SVG. */
export interface Drawing {
  /** Of its file, without `.svg`. */
  name: string;
  /** What it says to somebody who does not see it. */
  title: string;
  size: Point;
  shapes: readonly Shape[];
}

/** Part of a picture, drawn smaller around a point of the floor. */
export const cell = (x: number, y: number, scale: number, shapes: readonly Shape[]): Shape =>
  group(`translate(${x} ${y}) scale(${scale})`, shapes);
