import type { Drawing } from './drawings/drawing.ts';
import { inMotion } from './drawings/in-motion.ts';
import { moveYourWay } from './drawings/move-your-way.ts';
import { outside } from './drawings/outdoors.ts';
import { release } from './drawings/release.ts';
import { rest } from './drawings/rest.ts';
import { smallBend } from './drawings/small-bend.ts';
import { strength } from './drawings/strength.ts';
import { taiChi } from './drawings/tai-chi.ts';

/** The pictures that are drawn from poses. */
export const drawings: readonly Drawing[] = [
  ...strength,
  taiChi,
  ...moveYourWay,
  smallBend,
  ...rest,
  ...release,
  ...outside,
  ...inMotion,
];
