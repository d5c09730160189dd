import type { PropsWithChildren } from 'hono/jsx';
import { makeToken } from '../../core/link-token.ts';
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

export function SettingsLink({ id, world, children }: PropsWithChildren<LinkProps>) {
  return (
    <p>
      <a href={settingsPath({ id, world })}>{children}</a>
    </p>
  );
}
