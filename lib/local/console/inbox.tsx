import { Temporal } from 'temporal-polyfill';
import type { AcceptedMail } from '../engines/ses.ts';
import { inWords } from './instants.ts';
import type { ReadMail } from './read-mail.ts';

/** Mails on one page of the list. */
export const mailsPerPage = 100;

/** Mails, newest first. */
export function Inbox({ mails, page }: { mails: readonly AcceptedMail[]; page: number }) {
  if (mails.length === 0) {
    return <p>No mail yet. Sign up on the site, and the confirmation appears here.</p>;
  }
  const pageCount = Math.ceil(mails.length / mailsPerPage);
  const shown = mails.slice(Math.max(0, mails.length - page * mailsPerPage), mails.length - (page - 1) * mailsPerPage);
  return (
    <>
      <ol class="mails">
        {shown.toReversed().map((mail) => (
          <li>
            <a href={`/local/mail/${mail.messageId}`}>
              <span class="subject">{mail.subject || '(no subject)'}</span>
              <br />
              <span class="about">
                to {mail.destinations.join(', ')} · {inWords(Temporal.Instant.from(mail.sentAt))}
                {mail.tags['delivery'] === undefined ? '' : ` · ${mail.tags['delivery']}`}
              </span>
            </a>
          </li>
        ))}
      </ol>
      {pageCount > 1 && (
        <nav aria-label="Pages of mail">
          <p>
            Page {page} of {pageCount}
            {page > 1 && (
              <>
                {' · '}
                <a href={`/local?page=${page - 1}`}>Newer</a>
              </>
            )}
            {page < pageCount && (
              <>
                {' · '}
                <a href={`/local?page=${page + 1}`}>Older</a>
              </>
            )}
          </p>
        </nav>
      )}
    </>
  );
}

/** No script of a mail runs. Links may open new windows, and those are not restricted, or the site behind them would not work. */
const sandbox = 'allow-popups allow-popups-to-escape-sandbox';

/** One mail: as mail programs show it, wide and narrow, its text part and its head. */
export function Mail({ mail, read }: { mail: AcceptedMail; read: ReadMail }) {
  const source = `/local/mail/${mail.messageId}/html`;
  return (
    <>
      <dl class="head">
        <dt>From</dt>
        <dd>{read.headers.find(({ name }) => name.toLowerCase() === 'from')?.value ?? mail.source}</dd>
        <dt>To</dt>
        <dd>{mail.destinations.join(', ')}</dd>
        <dt>Sent</dt>
        <dd>{inWords(Temporal.Instant.from(mail.sentAt))}</dd>
        <dt>Tags</dt>
        <dd>
          {Object.entries(mail.tags)
            .map(([name, value]) => `${name}=${value}`)
            .join(', ') || 'none'}
        </dd>
      </dl>
      <p>
        <a href={`/local/mail/${mail.messageId}/raw`} download={`${mail.messageId}.eml`}>
          Download the source
        </a>{' '}
        <span class="note">({mail.sizeBytes} bytes)</span>
      </p>
      {read.html !== undefined && (
        <>
          <h2>On a desktop</h2>
          <section class="scroll" tabindex={0} aria-label="The mail at desktop width">
            <iframe class="desktop" title="The mail at desktop width" src={source} sandbox={sandbox}></iframe>
          </section>
          <h2>On a phone</h2>
          <iframe class="phone" title="The mail at phone width" src={source} sandbox={sandbox}></iframe>
        </>
      )}
      <h2>Text part</h2>
      <pre tabindex={0}>{read.text}</pre>
      <h2>Head</h2>
      <section class="scroll" tabindex={0} aria-label="Header fields">
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {read.headers.map(({ name, value }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
