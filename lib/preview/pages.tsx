import type { Child, PropsWithChildren } from 'hono/jsx';
import type { LocatedEmail } from '../content/workshop.ts';
import type { Problem } from '../templates/place.ts';
import { samples } from './samples.ts';

/** The frame of every page of the preview. */
export function PreviewFrame({
  title,
  version,
  broken,
  children,
}: PropsWithChildren<{ title: string; version: number; broken: string | undefined }>) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – preview`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/preview.css" />
        <script src="/preview.js" defer></script>
      </head>
      <body data-version={String(version)}>
        <header>
          <a href="/">All mails</a>
        </header>
        <main>
          {broken !== undefined && (
            <section role="alert" class="broken">
              <h2>This does not compile; below is what there was before</h2>
              <pre>{broken}</pre>
            </section>
          )}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** Every mail, and what is to mend. */
export function Overview(properties: {
  mails: LocatedEmail[];
  findings: Problem[];
  slug: (sheet: LocatedEmail) => string;
}) {
  const { mails, findings, slug } = properties;
  const series = [...new Set(mails.map((sheet) => sheet.series))];
  return (
    <>
      <Findings findings={findings} />
      {series.map((id) => (
        <section>
          <h2>{id}</h2>
          <ul class="mails">
            {mails
              .filter((sheet) => sheet.series === id)
              .map((sheet) => (
                <li class={sheet.kind}>
                  <a href={`/mail/${slug(sheet)}`}>{sheet.name}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** One mail, in every way in which somebody may meet it. */
export function MailPage(properties: {
  name: string;
  sheet: LocatedEmail;
  sample: string;
  subject: string;
  text: string;
  findings: Problem[];
}) {
  const { name, sheet, sample, subject, text, findings } = properties;
  const source = (as: string) => `/mail/${name}/html?for=${sample}&as=${as}`;
  return (
    <>
      <p>
        <strong>{subject}</strong> ({Array.from(subject).length} characters) ·{' '}
        <code>{`${sheet.place.file}:${sheet.place.line}`}</code>
      </p>
      <form method="get">
        <label>
          For somebody with{' '}
          <select name="for">
            {Object.entries(samples).map(([id, { label }]) => (
              <option value={id} selected={id === sample}>
                {label}
              </option>
            ))}
          </select>
        </label>{' '}
        <button type="submit">Show</button>
      </form>
      <Findings findings={findings} />
      <div class="views">
        <View title="Desktop">
          <iframe class="desktop" title="Desktop" src={source('light')}></iframe>
        </View>
        <View title="Phone">
          <iframe class="phone" title="Phone" src={source('light')}></iframe>
        </View>
        <View title="Dark mode, phone">
          <iframe class="phone" title="Dark mode" src={source('dark')}></iframe>
        </View>
        <View title="Pictures off, phone">
          <iframe class="phone" title="Pictures off" src={source('no-pictures')}></iframe>
        </View>
        <View title="Text">
          <pre tabindex={0}>{text}</pre>
        </View>
        <View title="Raw message">
          <p>
            <a href={`/mail/${name}/raw?for=${sample}`}>As it is handed to SES</a>
          </p>
        </View>
      </div>
    </>
  );
}

function View({ title, children }: { title: string; children?: Child }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Findings({ findings }: { findings: Problem[] }) {
  if (findings.length === 0) return <p class="fine">The checks have nothing to mend.</p>;
  return (
    <section class="findings">
      <h2>{`${findings.length} to mend`}</h2>
      <ul>
        {findings.map(({ file, line, message }) => (
          <li>
            <code>{`${file}:${line}`}</code> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
