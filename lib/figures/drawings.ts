import type { Drawing } from './drawings/drawing.ts';
import { gentle } from './drawings/gentle.ts';
import { inMotion } from './drawings/in-motion.ts';
import { moveYourWay } from './drawings/move-your-way.ts';
import { strength } from './drawings/strength.ts';

/** The pictures that are drawn from poses. */
export const drawings: readonly Drawing[] = [...strength, ...gentle, ...moveYourWay, ...inMotion];
