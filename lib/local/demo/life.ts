import { Temporal } from 'temporal-polyfill';
import type { LocalService } from '../service.ts';
import { cast, type Act, type Role } from './cast.ts';
import { visitor } from './visitor.ts';

/** What a person did, for the table. */
export interface Deed {
  at: Temporal.Instant;
  role: Role;
  what: string;
}

export interface Life {
  deeds: Deed[];
  /** The zone a person lived in at an instant. */
  zoneOf: (role: Role, at: Temporal.Instant) => string;
}

/**
 * Lets everyone in the cast sign up and live until `weeks` have passed on the virtual clock.
 *
 * @param onProgress - hears how much of it is done, 0 to 1
 */
export async function live(service: LocalService, weeks: number, onProgress: (done: number) => void): Promise<Life> {
  const start = service.clock.now();
  const end = start.add({ hours: weeks * 7 * 24 });
  const deeds: Deed[] = [];
  const moved: { role: Role; at: Temporal.Instant; zone: string }[] = [];
  const note = (role: Role, what: string) => void deeds.push({ at: service.clock.now(), role, what });

  const acts: Record<Act, (role: Role) => Promise<void>> = {
    'leaves by the link in a mail': (role) => visitor(role, service).leave(),
    'leaves by the one-click of their mail program': (role) => visitor(role, service).oneClick(),
    'pauses for a week': (role) => visitor(role, service).pause(1),
    'moves to Tokyo': async (role) => {
      await visitor(role, service).moveTo('Asia/Tokyo');
      moved.push({ role, at: service.clock.now(), zone: 'Asia/Tokyo' });
    },
    'never confirms': async () => undefined,
  };

  for (const role of cast) {
    await visitor(role, service).signUp();
    note(role, 'signs up');
  }
  await service.drained();
  for (const role of cast.filter(({ does }) => !does.some(({ act }) => act === 'never confirms'))) {
    await visitor(role, service).confirm();
    note(role, 'confirms');
  }

  const agenda = cast
    .flatMap((role) => role.does.map(({ afterDays, act }) => ({ role, act, at: start.add({ hours: afterDays * 24 }) })))
    .filter(({ at }) => Temporal.Instant.compare(at, start) > 0)
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  for (let now = start; Temporal.Instant.compare(now, end) < 0; now = now.add({ hours: 24 })) {
    const tomorrow = now.add({ hours: 24 });
    while (agenda[0] !== undefined && Temporal.Instant.compare(agenda[0].at, tomorrow) < 0) {
      const { role, act, at } = agenda.shift()!;
      await service.clockwork.advanceTo(later(at, service.clock.now()));
      await acts[act](role);
      note(role, act);
    }
    await service.clockwork.advanceTo(later(tomorrow, service.clock.now()));
    onProgress(start.until(tomorrow).total('hours') / start.until(end).total('hours'));
  }
  const zoneOf = (role: Role, at: Temporal.Instant) =>
    moved.find((move) => move.role === role && Temporal.Instant.compare(move.at, at) <= 0)?.zone ?? role.zone;
  return { deeds, zoneOf };
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
