import { InvalidArgumentError, type Command } from 'commander';
import type { Temporal } from 'temporal-polyfill';

/** Reads the text of an option. @throws InvalidArgumentError, which says what it should have been */
export type ReadText = (text: string) => Promise<unknown>;

/**
 * Reads options just before their command begins, by modules that help does not need: given to `hook('preAction', …)`. What is refused is said as
 * commander says it of what it reads at once.
 *
 * @param readers - by the option's name in code
 */
export function readLate(readers: Record<string, ReadText>): (group: Command, command: Command) => Promise<void> {
  return async (_, command) => {
    for (const [name, read] of Object.entries(readers)) {
      const text: unknown = command.getOptionValue(name);
      if (typeof text !== 'string') continue;
      try {
        command.setOptionValue(name, await read(text));
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        const { flags } = command.options.find((option) => option.attributeName() === name)!;
        command.error(`error: option '${flags}' argument '${text}' is invalid. ${error.message}`);
      }
    }
  };
}

/** A time zone, by any of its names. */
export async function readZone(text: string): Promise<string> {
  const { Zone } = await import('../../../lambdas/core/person/preferences.ts');
  const zone = Zone.safeParse(text);
  if (!zone.success) throw new InvalidArgumentError('A time zone such as Europe/Berlin.');
  return zone.data;
}

/** A time of the day at which mail is sent. */
export async function readSendTime(text: string): Promise<string> {
  const { SendTime } = await import('../../../lambdas/core/person/preferences.ts');
  if (!SendTime.safeParse(text).success) throw new InvalidArgumentError('A time on the quarter hour, such as 07:15.');
  return text;
}

/** Where people come from, as the operator names it. */
export async function readCameFrom(text: string): Promise<string> {
  const { cameFrom, cameFromRule } = await import('../../../lambdas/core/person/came-from.ts');
  const name = cameFrom(text);
  if (name === undefined) throw new InvalidArgumentError(`A name such as clinic-north: ${cameFromRule}.`);
  return name;
}

/** A day, such as 2026-11-02. */
export async function readDay(text: string): Promise<string> {
  const { LocalDate } = await import('../../../lambdas/core/sending/jobs.ts');
  if (!LocalDate.safeParse(text).success) throw new InvalidArgumentError('A day such as 2026-11-02.');
  return text;
}

/** A moment, such as 2026-12-01T06:00:00Z. */
export async function readInstant(text: string): Promise<Temporal.Instant> {
  const { Temporal } = await import('temporal-polyfill');
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('An instant such as 2026-12-01T06:00:00Z.');
  }
}
