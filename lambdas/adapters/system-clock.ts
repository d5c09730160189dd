import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../core/ports.ts';

export const systemClock: Clock = { now: () => Temporal.Now.instant() };
