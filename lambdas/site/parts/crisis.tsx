import { longDateInWords } from '../../core/words.ts';
import { countries, everywhere, type CountryContacts } from '../crisis-contacts.ts';

/** Whom to call, for somebody who may harm themselves: their own country first, every other one below. */
export function Crisis({ contacts }: { contacts: CountryContacts | undefined }) {
  return (
    <section class="card urgent" aria-labelledby="harm">
      <p class="kind">Now</p>
      <h2 id="harm">If you feel you may harm yourself, or cannot stay safe</h2>
      <p>
        Many people feel this way at some point, and help works.{' '}
        {contacts === undefined ? (
          <>Call your local emergency number, such as 112, 911, 999 or 000.</>
        ) : (
          <>
            In danger right now, call <Call number={contacts.emergency.number} />.
          </>
        )}{' '}
        If you can, do not stay alone: tell someone near you.
      </p>
      {contacts !== undefined && <Lines contacts={contacts} />}
      <p>
        {contacts === undefined ? 'To talk to someone,' : 'If you are somewhere else, or nobody answers,'} look up a
        helpline for your country at <strong>{everywhere.site}</strong>.
      </p>
      <details open={contacts === undefined}>
        <summary>Numbers in other countries</summary>
        {countries
          .filter((country) => country !== contacts)
          .map((country) => (
            <>
              <h3>{country.name}</h3>
              <p>
                In danger right now: <Call number={country.emergency.number} />
              </p>
              <Lines contacts={country} />
            </>
          ))}
      </details>
    </section>
  );
}

function Lines({ contacts }: { contacts: CountryContacts }) {
  return (
    <ul>
      {contacts.lines.map(({ name, call, text, about, checked }) => (
        <li>
          <strong>{name}:</strong>{' '}
          {call !== undefined && (
            <>
              call <Call number={call} />
            </>
          )}
          {call !== undefined && text !== undefined && ', or '}
          {text !== undefined && <>text {text}</>}
          {about !== undefined && `; ${about}`}. <Checked on={checked} />
        </li>
      ))}
    </ul>
  );
}

function Call({ number }: { number: string }) {
  return <a href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>{number.replaceAll(' ', '\u00a0')}</a>;
}

function Checked({ on }: { on: string }) {
  return (
    <span class="hint">
      {on === 'never' ? 'We have not been able to check this number yet.' : `Checked on ${longDateInWords(on)}.`}
    </span>
  );
}
