import { useContext, type Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import type { CountryContacts } from '../../../core/course/whom-to-call.ts';
import {
  Call,
  EmergencyExamples,
  EmergencyNumbers,
  HelplineSites,
  Lines,
  Whereabouts,
} from '../../kit/help-contacts.tsx';

const said = words.crisis;

/** Whom to call, for somebody who may harm themselves: their own country first, every other one below. */
export function Crisis({ country }: { country: CountryContacts | undefined }) {
  const { contacts } = useContext(Whereabouts);
  return (
    <section class="card urgent" aria-labelledby="harm">
      <p class="kind">{said.kind}</p>
      <h2 id="harm">{said.heading}</h2>
      <p>
        {country === undefined
          ? said.anywhere<Child>({ Numbers: <EmergencyExamples /> })
          : said.here<Child>({ Numbers: <EmergencyNumbers of={country.emergency} /> })}
      </p>
      {country !== undefined && <Lines of={country} />}
      <p>{(country === undefined ? said.talk : said.elsewhere)<Child>({ Sites: <HelplineSites /> })}</p>
      <details open={country === undefined}>
        <summary>{said.otherCountries}</summary>
        {contacts?.countries
          .filter((other) => other !== country)
          .map((other) => (
            <>
              <h3>{other.name}</h3>
              <p>{said.danger<Child>({ Numbers: <EmergencyNumbers of={other.emergency} /> })}</p>
              <Lines of={other} />
            </>
          ))}
      </details>
    </section>
  );
}

/** The number of the place where somebody is, as a sentence; without a place, the numbers of large parts of the world. */
export function EmergencyNumber({ country }: { country: CountryContacts | undefined }) {
  const { here, anywhere } = words.emergency;
  return (
    <>
      {country === undefined
        ? anywhere<Child>({ call: (number) => <Call number={number} /> })
        : here<Child>({ country: country.name, Numbers: <EmergencyNumbers of={country.emergency} /> })}
    </>
  );
}
