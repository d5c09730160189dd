import { useContext } from 'hono/jsx';
import type { CountryContacts } from '../../../core/course/whom-to-call.ts';
import { EmergencyExamples, EmergencyNumbers, HelplineSites, Lines, Whereabouts } from '../../kit/help-contacts.tsx';

/** Whom to call, for somebody who may harm themselves: their own country first, every other one below. */
export function Crisis({ country }: { country: CountryContacts | undefined }) {
  const { contacts } = useContext(Whereabouts);
  return (
    <section class="card urgent" aria-labelledby="harm">
      <p class="kind">Now</p>
      <h2 id="harm">If you feel you may harm yourself, or cannot stay safe</h2>
      <p>
        Many people feel this way at some point, and help works.{' '}
        {country === undefined ? (
          <>
            Call your local emergency number, such as <EmergencyExamples />.
          </>
        ) : (
          <>
            In danger right now, call <EmergencyNumbers of={country.emergency} />.
          </>
        )}{' '}
        If you can, do not stay alone: tell someone near you.
      </p>
      {country !== undefined && <Lines of={country} />}
      <p>
        {country === undefined ? 'To talk to someone,' : 'If you are somewhere else, or nobody answers,'} look up a
        helpline for your country at <HelplineSites />.
      </p>
      <details open={country === undefined}>
        <summary>Numbers in other countries</summary>
        {contacts?.countries
          .filter((other) => other !== country)
          .map((other) => (
            <>
              <h3>{other.name}</h3>
              <p>
                In danger right now: <EmergencyNumbers of={other.emergency} />
              </p>
              <Lines of={other} />
            </>
          ))}
      </details>
    </section>
  );
}
