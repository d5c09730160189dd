import { InvalidArgumentError } from 'commander';
import { Zone } from '../../../lambdas/core/preferences.ts';

/** Reads an option that is a time zone, by any of its names. */
export function readZone(text: string): string {
  const zone = Zone.safeParse(text);
  if (!zone.success) throw new InvalidArgumentError('A time zone such as Europe/Berlin.');
  return zone.data;
}
