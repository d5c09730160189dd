import type { PropsWithChildren } from 'hono/jsx';
import { makeToken } from '../../core/link-token.ts';
import type { Series } from '../../core/series.ts';
import type { SiteWorld } from '../world.ts';

interface LinkProps {
  id: string;
  world: Pick<SiteWorld, 'keyring' | 'clock'>;
}

/** The address of a person's settings, with a fresh token. */
export function settingsPath({ id, world }: LinkProps): string {
  return `/settings/${makeToken(world.keyring, 'settings', id, world.clock.now())}`;
}

/** The address at which a person leaves. */
export function unsubscribePath({ id, world }: LinkProps): string {
  return `/unsubscribe/${makeToken(world.keyring, 'unsubscribe', id, world.clock.now())}`;
}

/** The address of a person's progress. */
export function progressPath({ id, world }: LinkProps): string {
  return `/progress/${makeToken(world.keyring, 'diary', id, world.clock.now())}`;
}

/** The address at which a person steers their course. */
export function coursePath({ id, world }: LinkProps): string {
  return `/course/${makeToken(world.keyring, 'diary', id, world.clock.now())}`;
}

/** The practice of a lesson as a calendar file. */
export function practicePath({ id, world, lesson }: LinkProps & { lesson: string }): string {
  return `/practice/${makeToken(world.keyring, 'diary', id, world.clock.now())}/${lesson}.ics`;
}

/** A lesson as a page. */
export function lessonPath(lesson: string, series: Series, { series: library }: Pick<SiteWorld, 'series'>): string {
  return `${library.pathOf(series)}/lesson/${lesson}`;
}

export function SettingsLink({ id, world, children }: PropsWithChildren<LinkProps>) {
  return (
    <p>
      <a href={settingsPath({ id, world })}>{children}</a>
    </p>
  );
}
