interface Tab {
  name: string;
  href: string;
}

/** The pages of one person, side by side: they go above the content, see `Page`. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      <div class="wrap">
        <ul>
          {tabs.map(({ name, href }) => (
            <li>
              <a href={href} aria-current={name === current ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

/** Links that lead on, each of them large enough for a thumb. */
export function LinkRow({ to }: { to: readonly Tab[] }) {
  return (
    <ul class="link-row">
      {to.map(({ name, href }) => (
        <li>
          <a href={href}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
