import { createContext, useContext, type Child, type PropsWithChildren } from 'hono/jsx';
import { words } from '../../content/words.ts';
import { links } from '../../core/mail/links.ts';
import { hrefIn } from './hrefs.ts';
import { type CountryContacts, telephoneHref, textHref, type HelpLine } from '../../core/course/whom-to-call.ts';
import type { SiteDeps } from './deps.ts';
import { Either } from './lists.tsx';

const says = words.contacts;

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
    <Either
      of={everywhere.map(({ site }) => (
        <SiteLink site={site} />
      ))}
    />
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
  const { unknown, noLine, line: plain, namedLine } = says.first;
  if (country === undefined) {
    return <>{unknown<Child>({ Numbers: <EmergencyExamples />, Sites: <HelplineSites /> })}</>;
  }
  const Emergency = <Call number={country.emergency.number} />;
  const line = country.lines.find(({ call }) => call !== undefined);
  if (line === undefined) return <>{noLine<Child>({ Emergency, Sites: <HelplineSites /> })}</>;
  const Line = <Call number={line.call!} />;
  return (
    <>
      {line.unnamed === true || line.name === line.call
        ? plain<Child>({ Emergency, Line })
        : namedLine<Child>({ Emergency, Line, name: line.name })}
    </>
  );
}

/** Emergency numbers of large parts of the world, for a reader whose country is not known. */
export function EmergencyExamples() {
  return (
    <Either
      of={['112', '911', '999', '000'].map((number) => (
        <Call number={number} />
      ))}
    />
  );
}

/** "999", or "112 or 144". */
export function EmergencyNumbers({ of: { number, also = [], about } }: { of: CountryContacts['emergency'] }) {
  return (
    <>
      <Either
        of={[number, ...also].map((one) => (
          <Call number={one} />
        ))}
      />
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
          <p>{says.inRegion({ region: region.name })}</p>
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

function Line({ of: { name, call, text, site, about = 'none' } }: { of: HelpLine }) {
  const ways = Object.entries({ call, text, site }).filter(([, way]) => way !== undefined);
  const values = {
    name,
    about,
    how: ways.map(([way]) => way).join(''),
    b: (words: string) => <strong>{words}</strong>,
    Call: call !== undefined && <Call number={call} />,
    Text: text !== undefined && <a href={textHref(text.to)}>{unbroken(textWords(text))}</a>,
    Site: site !== undefined && <SiteLink site={site} />,
  };
  return <li>{says.line<Child>(values)}</li>;
}

/** "text SHOUT to 85258". */
function textWords({ to: number, words }: NonNullable<HelpLine['text']>): string {
  return words === undefined ? says.textAnythingTo({ number }) : says.textTo({ words, number });
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
