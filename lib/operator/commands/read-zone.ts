import { InvalidArgumentError } from 'commander';
import { isKnownZone } from '../../../lambdas/core/calendar.ts';

/** Reads an option that is a time zone. */
export function readZone(text: string): string {
  if (!isKnownZone(text)) throw new InvalidArgumentError('A time zone such as Europe/Berlin.');
  return text;
}
