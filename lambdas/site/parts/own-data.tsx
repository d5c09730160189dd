import { fields } from '../../core/fields.ts';
import type { StoredRecord } from '../../core/ports.ts';
import { recordFields } from '../../core/records.ts';
import { links, type Links } from '../../core/links.ts';
import { hrefOfStronger, onward, type Opened } from '../../core/opened-link.ts';
import { strongerLinks } from '../../core/stronger-links.ts';
import type { SiteWorld } from '../world.ts';

/** What each kind of record is called, in the order in which people look for them. */
const kinds: Record<StoredRecord['kind'], string> = {
  profile: 'You and your settings',
  consent: 'Your consent',
  'health-consent': 'Your consent to store data about your health',
  'check-in': 'Your check-ins',
  'sign-up': 'A sign-up that waits for your confirmation',
  problem: 'Mail that went wrong',
  other: 'Something else',
};

interface OwnDataProps {
  records: StoredRecord[];
  link: Opened<Links['data']>;
  world: SiteWorld;
}

/** All that is stored, for its owner to read. */
export function OwnData({ records, link, world }: OwnDataProps) {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>Your data</h1>
        <p class="lede">This is all that we store about you.</p>
      </div>
      {records.length === 0 && <p>There is nothing.</p>}
      {Object.entries(kinds).map(([kind, heading]) => {
        const own = records.filter((record) => record.kind === kind);
        if (own.length === 0) return <></>;
        return (
          <section class="sheet" aria-labelledby={kind}>
            <h2 id={kind}>{heading}</h2>
            {own.map((record) => (
              <Fields {...record} />
            ))}
          </section>
        );
      })}
      <section class="sheet" aria-labelledby="take">
        <h2 id="take">Take it with you, or erase it</h2>
        <form method="post" action={onward(link, links.download)}>
          <button type="submit">Download it as a file</button>
        </form>
        <p>
          <a href={onward(link, links.healthData)}>Delete what I told you about my health</a>
        </p>
        <p>
          <a href={hrefOfStronger(strongerLinks.eraseFromData, link, world)}>Erase everything</a>
        </p>
      </section>
    </div>
  );
}

/** The rows that say what a record means. What newer code has stored has none here. */
const tables: Record<StoredRecord['kind'], Record<string, { says: (value: never, record: object) => string }>> = {
  profile: fields,
  ...recordFields,
  other: {},
};

/** What the fields say, in the order of their table; below it everything as it is stored. */
function Fields({ kind, fields: stored }: StoredRecord) {
  const said = Object.entries(tables[kind]).filter(([name]) => stored[name] !== undefined);
  return (
    <>
      <ul>
        {said.map(([name, { says }]) => (
          <li>{says(stored[name] as never, stored)}</li>
        ))}
      </ul>
      <details>
        <summary>As it is stored</summary>
        <dl>
          {Object.entries(stored)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </>
            ))}
        </dl>
      </details>
    </>
  );
}
