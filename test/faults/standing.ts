import type { Fact, Life } from './lives.ts';
import { minuteMs, type Schedule } from './people.ts';

/** Where somebody stands at an instant, by what they did and were told. Milliseconds since 1970; dates are local. */

/** An email that leaves in the very moment of a change may be of the schedule before it. */
export function leftDuringChange(life: Life, sentMs: number): boolean {
  return life.facts.some(({ beganMs, toldMs }) => sentMs >= beganMs && sentMs <= toldMs + minuteMs);
}

function before(life: Life, ms: number): Fact[] {
  return life.facts.filter(({ toldMs }) => toldMs <= ms);
}

export function scheduleAt(life: Life, ms: number): Schedule {
  const fact = before(life, ms).findLast(({ is }) => is === 'schedule');
  return fact?.is === 'schedule' ? fact.schedule : life.player;
}

export function isHere(life: Life, ms: number): boolean {
  return before(life, ms).findLast(({ is }) => is === 'here' || is === 'gone')?.is === 'here';
}

export function isPaused(life: Life, ms: number, date: string): boolean {
  const fact = before(life, ms).findLast(({ is }) => is === 'paused' || is === 'resumed' || is === 'here');
  return fact?.is === 'paused' && date < fact.untilDate;
}
