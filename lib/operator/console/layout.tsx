import type { Child } from 'hono/jsx';

const pages = [
  { path: '/', name: 'Overview' },
  { path: '/people', name: 'People' },
  { path: '/lessons', name: 'Lessons' },
  { path: '/suppression', name: 'Suppression' },
  { path: '/mail', name: 'Mail' },
];

/** The frame of every page of the operator's console. */
export function Layout(properties: {
  title: string;
  path: string;
  /** Which service this is. */
  home: string;
  /** Why no mail goes out, on every page. */
  stopped: string | undefined;
  /** What was done by the last press of a button. */
  done: string | undefined;
  children?: Child;
}) {
  const { title, path, home, stopped, done, children } = properties;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${home}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/console.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header>
          <p class="name">{home}</p>
          <nav aria-label="Console">
            <ul>
              {pages.map((page) => (
                <li>
                  <a href={page.path} aria-current={page.path === path ? 'page' : undefined}>
                    {page.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        {stopped !== undefined && (
          <p class="stopped" role="status">
            <strong>No mail goes out.</strong> {stopped}
          </p>
        )}
        <main id="main" tabindex={-1}>
          <h1>{title}</h1>
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
