import { fields } from '../../../core/person/fields.ts';
import type { StoredRecord } from '../../../core/person/personal-data.ts';
import { recordFields } from '../../../core/person/records.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import type { Held } from '../../kit/limiting.tsx';
import type { SiteWorld } from '../../kit/world.ts';
import { described, ErrorSummary, Field } from '../../kit/field.tsx';
import { HeldNotice, ProofFields } from '../../kit/proof-fields.tsx';

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
  world: Pick<SiteWorld, 'keyring' | 'clock'>;
  /** A new address as it was typed. */
  email?: string;
  error?: string | undefined;
  /** Why the form with it was not taken, when nothing is wrong with it. */
  held?: Held | undefined;
  /** What was just done. */
  done?: string | undefined;
}

/** All that is stored, for its owner to read. */
export function OwnData({ records, link, world, email = '', error, held, done }: OwnDataProps) {
  return (
    <div class="narrow">
      <div class="intro">
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        <h1>Your data</h1>
        <p class="lede">This is all that our table holds about you.</p>
        <ErrorSummary errors={error === undefined ? {} : { email: error }} />
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
      <section class="sheet" aria-labelledby="elsewhere">
        <h2 id="elsewhere">What is elsewhere</h2>
        <p>
          Backups hold copies of this for 35 days, and logs name you by your number for a month. For some hours it is
          counted how often a form was used with your address, which is scrambled for that.
        </p>
        <SesList />
      </section>
      <section class="sheet" aria-labelledby="address">
        <h2 id="address">Another e-mail address</h2>
        <p>
          Your course moves along. We write to the new address first, and to the old one until you confirm. Then the old
          one is told, and can cancel the change for seven days.
        </p>
        <form method="post" action={onward(link, links.address)} novalidate data-challenge={held?.proof?.challenge}>
          {held !== undefined && <HeldNotice held={held} />}
          <ProofFields proof={held?.proof} />
          <Field id="email" label="New e-mail address" error={error}>
            <input
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              value={email}
              {...described('email', { error })}
            />
          </Field>
          <button type="submit" class="quiet">
            Send a confirmation
          </button>
        </form>
      </section>
      <section class="sheet" aria-labelledby="take">
        <h2 id="take">Take it with you, or erase it</h2>
        <form method="post" action={onward(link, links.download)}>
          <button type="submit">Download it as a file</button>
        </form>
        <p>
          <a href={mint(link, links.healthData, world)}>Delete what I told you about my health</a>
        </p>
        <p>
          <a href={onward(link, links.erase)}>Erase everything</a>
        </p>
      </section>
    </div>
  );
}

/** What we cannot show and do not delete. */
export function SesList() {
  return (
    <p>
      If mail to you bounced for good or was marked as spam, the mail service (Amazon SES) has your address on its list
      of those that it delivers to no more. It stays there also when you have everything erased, so that nobody of us
      mails you again. If it should go, write to us.
    </p>
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
