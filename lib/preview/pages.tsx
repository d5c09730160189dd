import type { Child } from 'hono/jsx';
import { mailSandbox } from '../console/mail-frame.ts';
import type { LocatedEmail } from '../content/workshop.ts';
import type { Problem } from '../templates/source-location.ts';
import type { samplesOf } from './samples.ts';

/** Said above everything: what is below is then old. */
export function Broken({ why }: { why: string | undefined }) {
  return why === undefined ? (
    <></>
  ) : (
    <section role="alert" class="error">
      <h2>This does not compile; below is what there was before</h2>
      <pre>{why}</pre>
    </section>
  );
}

/** Every mail, and what is to mend. */
export function Overview(properties: {
  mails: LocatedEmail[];
  findings: Problem[];
  hrefOf: (sheet: LocatedEmail) => string;
}) {
  const { mails, findings, hrefOf } = properties;
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
                  <a href={hrefOf(sheet)}>{sheet.name}</a>
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
  sheet: LocatedEmail;
  /** Address of this page, below which its forms are. */
  source: string;
  sample: string;
  samples: ReturnType<typeof samplesOf>;
  subject: string;
  text: string;
  findings: Problem[];
}) {
  const { sheet, source, sample, samples, subject, text, findings } = properties;
  const html = (as: string) => `${source}/html?for=${sample}&as=${as}`;
  return (
    <>
      <p>
        <strong>{subject}</strong> ({Array.from(subject).length} characters) ·{' '}
        <code>{`${sheet.place.file}:${sheet.place.line}`}</code>
      </p>
      <form method="get">
        <label>
          For somebody with{' '}
          <select name="for" data-submits="">
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
          <iframe class="desktop" title="Desktop" src={html('light')} sandbox={mailSandbox}></iframe>
        </View>
        <View title="Phone">
          <iframe class="phone" title="Phone" src={html('light')} sandbox={mailSandbox}></iframe>
        </View>
        <View title="Dark mode, phone">
          <iframe class="phone" title="Dark mode" src={html('dark')} sandbox={mailSandbox}></iframe>
        </View>
        <View title="Pictures off, phone">
          <iframe class="phone" title="Pictures off" src={html('no-pictures')} sandbox={mailSandbox}></iframe>
        </View>
        <View title="Text">
          <pre tabindex={0}>{text}</pre>
        </View>
        <View title="Raw message">
          <p>
            <a href={`${source}/raw?for=${sample}`}>As it is handed to SES</a>
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
  if (findings.length === 0) return <p class="fine">The checks found nothing to fix.</p>;
  return (
    <section class="findings">
      <h2>{`${findings.length} to fix`}</h2>
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
