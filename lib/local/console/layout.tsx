import type { Child } from 'hono/jsx';
import type { Temporal } from 'temporal-polyfill';
import { inWords } from './instants.ts';

const pages = [
  { path: '/local', name: 'Mail' },
  { path: '/local/people', name: 'People' },
  { path: '/local/clock', name: 'Clock' },
];

/** The frame of every console page. `live` pages follow what happens, where scripts run. */
export function Layout(properties: {
  title: string;
  path: string;
  now: Temporal.Instant;
  siteUrl: string;
  live?: boolean;
  /** Why no mail goes out, on every page: whoever waits for a mail has to know. */
  stopped: string | undefined;
  children?: Child;
}) {
  const { title, path, now, siteUrl, live = false, stopped, children } = properties;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – Weekwise on this machine`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/local/console.css" />
        <script src="/local/console.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header>
          <p class="name">Weekwise on this machine</p>
          <nav aria-label="Console">
            <ul>
              {pages.map((page) => (
                <li>
                  <a href={page.path} aria-current={page.path === path ? 'page' : undefined}>
                    {page.name}
                  </a>
                </li>
              ))}
              <li>
                <a href={siteUrl}>Site</a>
              </li>
            </ul>
          </nav>
          <p data-now="">{inWords(now)}</p>
        </header>
        {stopped !== undefined && (
          <p class="stopped" role="status">
            <strong>No mail goes out.</strong> {stopped}
          </p>
        )}
        <main id="main" tabindex={-1} data-live={live ? '' : undefined}>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
