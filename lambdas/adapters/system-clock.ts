import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../core/kit/ports.ts';

export const systemClock: Clock = { now: () => Temporal.Now.instant() };
