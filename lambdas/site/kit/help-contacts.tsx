import { createContext, useContext, type PropsWithChildren } from 'hono/jsx';
import { hrefIn, links } from '../../core/mail/links.ts';
import {
  type CountryContacts,
  telephoneHref,
  textHref,
  formatText,
  type HelpLine,
} from '../../core/course/whom-to-call.ts';
import type { SiteDeps } from './deps.ts';

/** Where the reader is, as far as the page knows, and whom people can call. Every page gives it to what is in it. */
export const Whereabouts = createContext<{ zone?: string | undefined; contacts: SiteDeps['contacts'] | undefined }>({
  contacts: undefined,
});

function useContacts() {
  const { zone, contacts } = useContext(Whereabouts);
  return { country: contacts?.at(zone ?? ''), everywhere: contacts?.everywhere ?? [] };
}

/** A link to the page on when to get help, with the reader's own country first. */
export function HelpLink({ children }: PropsWithChildren) {
  return <a href={useHelpHref()}>{children}</a>;
}

/** The address of that page. `path` is what the addresses of a series' pages begin with. */
export function useHelpHref(path = ''): string {
  const { zone } = useContext(Whereabouts);
  const query = zone === undefined ? '' : `?${String(new URLSearchParams({ zone }))}`;
  return `${hrefIn(path, links.help)}${query}`;
}

export function Call({ number }: { number: string }) {
  return <a href={telephoneHref(number)}>{unbroken(number)}</a>;
}

/** Where to find a line in every country. */
export function HelplineSites() {
  const { everywhere } = useContacts();
  return (
    <>
      {everywhere.map(({ site }, index) => (
        <>
          {index > 0 && ' or '}
          <SiteLink site={site} />
        </>
      ))}
    </>
  );
}

/** The first of those sites, as a button. */
export function HelplineButton({ quiet = false, children }: PropsWithChildren<{ quiet?: boolean }>) {
  const site = useContacts().everywhere[0]?.site;
  if (site === undefined) return <></>;
  return (
    <a class={quiet ? 'button quiet' : 'button'} href={`https://${site}`} rel="noreferrer">
      <span>{children}</span>
      <b>{site}</b>
    </a>
  );
}

/** "999, or Samaritans on 116 123": the fewest numbers that are enough, to go on from "call". */
export function FirstNumbers() {
  const { country } = useContacts();
  const line = country?.lines.find(({ call }) => call !== undefined);
  if (country === undefined) {
    return (
      <>
        your local emergency number, such as <EmergencyExamples />, or find a helpline at <HelplineSites />
      </>
    );
  }
  return (
    <>
      <Call number={country.emergency.number} />
      {line === undefined ? (
        <>
          , or find a helpline at <HelplineSites />
        </>
      ) : (
        <>
          , or {line.name === line.call ? '' : `${line.name} on `}
          <Call number={line.call!} />
        </>
      )}
    </>
  );
}

/** Emergency numbers of large parts of the world, for a reader whose country is not known. */
export function EmergencyExamples() {
  return (
    <>
      <Call number="112" />, <Call number="911" />, <Call number="999" /> or <Call number="000" />
    </>
  );
}

/** "999", or "112 or 144". */
export function EmergencyNumbers({ of: { number, also = [], about } }: { of: CountryContacts['emergency'] }) {
  return (
    <>
      <Call number={number} />
      {also.map((other) => (
        <>
          {' or '}
          <Call number={other} />
        </>
      ))}
      {about !== undefined && ` (${about})`}
    </>
  );
}

/** The lines of a country, those of its regions below. */
export function Lines({ of: { lines, regions = [] } }: { of: Pick<CountryContacts, 'lines' | 'regions'> }) {
  return (
    <>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <Line of={line} />
          ))}
        </ul>
      )}
      {regions.map((region) => (
        <>
          <p>In {region.name}:</p>
          <ul>
            {region.lines.map((line) => (
              <Line of={line} />
            ))}
          </ul>
        </>
      ))}
    </>
  );
}

function Line({ of: { name, call, text, site, about } }: { of: HelpLine }) {
  return (
    <li>
      <strong>{name}:</strong>{' '}
      {call !== undefined && (
        <>
          call <Call number={call} />
        </>
      )}
      {call !== undefined && text !== undefined && ', or '}
      {text !== undefined && <a href={textHref(text.to)}>{unbroken(formatText(text))}</a>}
      {site !== undefined && (
        <>
          , or see <SiteLink site={site} />
        </>
      )}
      {about !== undefined && `; ${about}`}.
    </li>
  );
}

function SiteLink({ site }: { site: string }) {
  return (
    <a href={`https://${site}`} rel="noreferrer">
      {site}
    </a>
  );
}

function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}
