import { Hono } from 'hono';
import { perLanguage, words } from '../../../content/words.ts';
import { askToMove, moveSource } from '../../../core/actions/changing-address.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import type { StoredRecord } from '../../../core/person/personal-data.ts';
import { inboxId } from '../../../core/sending/mail-turns.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { readAddress, readForm } from '../../kit/forms.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { described, Field } from '../../kit/field.tsx';
import { limited, HeldNotice, ProofFields } from '../../kit/limiting.tsx';
import { openLink } from '../../kit/links.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Press } from '../../kit/sheet.tsx';
import { meantInstead } from '../sign-up/sign-up-form.ts';
import { sentences } from './sentences.ts';

const says = words.yourData;

/** All that is stored about a person, to read (GDPR article 15), and a way to move to another address. */
export const ownData = onPerson(links.data, {
  read: ({ link, deps }) => deps.personalData.everything(link.id),
  take: {
    address: async ({ c, form, link, deps }) => {
      const reading = readAddress(form.one('email'));
      if ('error' in reading) return { errors: { email: reading.error } };
      const meant = meantInstead({ email: form.one('email'), asTyped: form.one('asTyped') });
      if (meant !== undefined) return { errors: { email: words.landing.meant.error({ address: meant }) } };
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
    asked: () => says.address.asked,
    nothing: () => says.address.nothing,
  },
  view: (shown) => ({ title: says.title, content: <PersonalDataView {...shown} /> }),
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
const kinds: Record<StoredRecord['kind'], string> = perLanguage(() => ({
  profile: says.kinds.profile,
  consent: says.kinds.consent,
  'health-consent': says.kinds.healthConsent,
  'check-in': says.kinds.checkIn,
  'sign-up': says.kinds.signUp,
  problem: says.kinds.problem,
  other: says.kinds.other,
}));

function PersonalDataView(shown: SiteShown<Links['data'], StoredRecord[]>) {
  const { found: records, link, deps, sent, errors, held, said } = shown;
  const typed = sent.address?.one('email') ?? '';
  return (
    <div class="narrow">
      <Intro heading={says.title} lede={says.lede} said={said} errors={errors} />
      {records.length === 0 && <p>{says.nothing}</p>}
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
        <h2 id="elsewhere">{says.elsewhere.heading}</h2>
        <p>{says.elsewhere.backups}</p>
        <SesList />
      </section>
      <section class="sheet" aria-labelledby="address">
        <h2 id="address">{says.address.heading}</h2>
        <p>{says.address.about}</p>
        <form method="post" action={onward(link, links.address)} novalidate data-challenge={held?.proof?.challenge}>
          {held !== undefined && <HeldNotice held={held} />}
          <ProofFields proof={held?.proof} />
          {/* Asked about once: a person who sends the same address again is believed. */}
          {typed !== '' && <input type="hidden" name="asTyped" value={typed} />}
          <Field id="email" label={says.address.label} error={errors['email']}>
            <input
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              value={typed}
              {...described('email', { error: errors['email'] })}
            />
          </Field>
          <button type="submit" class="quiet">
            {says.address.send}
          </button>
        </form>
      </section>
      <section class="sheet" aria-labelledby="take">
        <h2 id="take">{says.take.heading}</h2>
        <Press at={onward(link, links.download)}>{says.take.download}</Press>
        <p>
          <a href={mint(link, links.healthData, deps)}>{says.take.health}</a>
        </p>
        <p>
          <a href={onward(link, links.erase)}>{says.take.erase}</a>
        </p>
      </section>
    </div>
  );
}

/** What we cannot show and do not delete. */
export function SesList() {
  return <p>{says.elsewhere.ses}</p>;
}

/** What the fields say, in the order of their table; below it everything as it is stored. */
function Fields({ kind, fields: stored }: StoredRecord) {
  const said = Object.entries(sentences[kind]).filter(([name]) => stored[name] !== undefined);
  return (
    <>
      <ul>
        {said.map(([name, sentence]) => (
          <li>{sentence(stored[name] as never, stored)}</li>
        ))}
      </ul>
      <details>
        <summary>{says.stored}</summary>
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
