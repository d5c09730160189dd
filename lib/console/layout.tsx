import type { Child } from 'hono/jsx';
import type { Temporal } from 'temporal-polyfill';
import { inWords } from './instants.ts';
import { consolePath, type Section } from './section.ts';

/** The frame of every page of the console. */
export function Layout(properties: {
  title: string;
  /** Where it is not the title. */
  heading: string | undefined;
  path: string;
  /** Which service this is. */
  name: string;
  sections: readonly Section[];
  siteUrl: string | undefined;
  now: Temporal.Instant | undefined;
  follows: string | undefined;
  /** Why no mail goes out, on every page: whoever waits for a mail has to know. */
  stopped: string | undefined;
  /** What was done by the last press of a button. */
  done: string | undefined;
  children?: Child;
}) {
  const { title, heading, path, name, sections, siteUrl, now, follows, stopped, done, children } = properties;
  const finder = sections.find(({ finds }) => finds !== undefined);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${name}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${consolePath}/console.css`} />
        <script src={`${consolePath}/console.js`} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header>
          <p class="name">{name}</p>
          <nav aria-label="Console">
            <ul>
              {sections.map((section) => {
                const at = `${consolePath}${section.path}`;
                return (
                  <li>
                    <a href={at} aria-current={at === path ? 'page' : path.startsWith(`${at}/`) ? 'true' : undefined}>
                      {section.name}
                    </a>
                  </li>
                );
              })}
              {siteUrl !== undefined && (
                <li>
                  <a href={siteUrl}>Site</a>
                </li>
              )}
            </ul>
          </nav>
          {now !== undefined && <p data-now="">{inWords(now)}</p>}
          {finder !== undefined && (
            <form method="post" action={`${consolePath}${finder.path}`} role="search" aria-label={finder.finds}>
              <input
                type="search"
                name="contains"
                aria-label={finder.finds}
                placeholder="Name, address or id"
                required
              />
              <button type="submit">Find</button>
            </form>
          )}
        </header>
        {stopped !== undefined && (
          <p class="stopped" role="status">
            <strong>No mail goes out.</strong> {stopped}
          </p>
        )}
        <main id="main" tabindex={-1} data-follows={follows}>
          <h1>{heading ?? title}</h1>
          {done !== undefined && (
            <p class="done" role="status">
              {done}
            </p>
          )}
          {children}
        </main>
      </body>
    </html>
  );
}
