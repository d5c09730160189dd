import { Hono } from 'hono';
import { askToMove, moveSource } from '../../../core/actions/changing-address.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import { fields } from '../../../core/person/fields.ts';
import type { StoredRecord } from '../../../core/person/personal-data.ts';
import { recordFields } from '../../../core/person/records.ts';
import { inboxId } from '../../../core/sending/mail-turns.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { readAddress, readForm } from '../../kit/forms.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { described, Field } from '../../kit/field.tsx';
import { limited, HeldNotice, ProofFields } from '../../kit/limiting.tsx';
import { openLink } from '../../kit/links.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Press } from '../../kit/sheet.tsx';

/** All that is stored about a person, to read (GDPR article 15), and a way to move to another address. */
export const ownData = onPerson(links.data, {
  read: ({ link, deps }) => deps.personalData.everything(link.id),
  take: {
    address: async ({ c, form, link, deps }) => {
      const reading = readAddress(form.one('email'));
      if ('error' in reading) return { errors: { email: reading.error } };
      const about = inboxId(reading.address.mailbox, deps);
      const { held, mails } = await limited(c, form, { about, source: moveSource });
      if (held !== undefined) return { held };
      const own = deps.keyring.subscriberId(reading.address.identity) === link.id;
      // Beyond the inbox's limit nothing is mailed, and the page says the same.
      const asked = mails ? await askToMove(link.id, reading.address, deps) : !own;
      return asked ? 'asked' : 'nothing';
    },
  },
  say: {
    asked: 'Look in the inbox of your new address: your course moves when you confirm it there.',
    nothing: 'Nothing moves: this is your address already, or no lessons come.',
  },
  view: (shown) => ({ title: 'Your data', content: <PersonalDataView {...shown} /> }),
});

/** The same as a file, to take along (GDPR article 20). */
export const download = new Hono<SiteEnv>().post(links.download.path, async (c) => {
  await readForm(c);
  const link = await openLink(c, links.download);
  if (!link.open) return link.answer;
  const { personalData, clock } = c.var.deps;
  const records = await personalData.everything(link.id);
  c.header('Content-Disposition', 'attachment; filename="my-weekwise-data.json"');
  return c.body(JSON.stringify({ exportedAt: isoInstant(clock.now()), records }, undefined, 2), 200, {
    'Content-Type': 'application/json; charset=utf-8',
  });
});

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

function PersonalDataView(shown: SiteShown<Links['data'], StoredRecord[]>) {
  const { found: records, link, deps, sent, errors, held, said } = shown;
  return (
    <div class="narrow">
      <Intro heading="Your data" lede="This is all that our table holds about you." said={said} errors={errors} />
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
        <h2 id="address">Another email address</h2>
        <p>
          Your course moves with you. We write to the new address first, and to the old one until you confirm. Then the
          old one is told, and can cancel the change for seven days.
        </p>
        <form method="post" action={onward(link, links.address)} novalidate data-challenge={held?.proof?.challenge}>
          {held !== undefined && <HeldNotice held={held} />}
          <ProofFields proof={held?.proof} />
          <Field id="email" label="New email address" error={errors['email']}>
            <input
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              value={sent.address?.one('email') ?? ''}
              {...described('email', { error: errors['email'] })}
            />
          </Field>
          <button type="submit" class="quiet">
            Send a confirmation
          </button>
        </form>
      </section>
      <section class="sheet" aria-labelledby="take">
        <h2 id="take">Take it with you, or erase it</h2>
        <Press at={onward(link, links.download)}>Download it as a file</Press>
        <p>
          <a href={mint(link, links.healthData, deps)}>Delete what I told you about my health</a>
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
