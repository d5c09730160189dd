import type { Point, Shape } from '../shapes.ts';

/** A picture of a series, before it is written as SVG. */
export interface Drawing {
  /** Of its file, without `.svg`. */
  name: string;
  /** What it says to somebody who does not see it. */
  title: string;
  size: Point;
  shapes: readonly Shape[];
}
