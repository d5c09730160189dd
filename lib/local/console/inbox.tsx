import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { inWords } from '../../console/instants.ts';
import { mailFrame, mailSandbox } from '../../console/mail-frame.ts';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Section } from '../../console/section.ts';
import type { AcceptedMail, SesEmulator } from '../emulators/ses.ts';
import { statePath } from './clock.tsx';
import { mailsPage, PageRequest } from './mails-page.ts';
import { rawOf, readMail, type ReadMail } from './read-mail.ts';

/** What is kept of mails that SES took; undefined where SES is elsewhere. */
type Mails = Pick<SesEmulator, 'mails' | 'indexOf' | 'raw'> | undefined;

const path = '/inbox';

/** Every mail, as it arrives; and for scripts, at `/local/api/mails`: README, "Scripting the local home". */
export function inboxSection(mails: Mails, siteUrl: string): Section {
  return {
    name: 'Inbox',
    path,
    routes: (app, page) => {
      app.get(path, (context) => {
        if (mails === undefined) {
          return page(context, 'Inbox', <p>Mail goes to another SES endpoint and is not kept here.</p>);
        }
        const number = Math.max(1, Math.floor(Number(context.req.query('page') ?? '1')) || 1);
        const list = <Inbox mails={mails.mails()} page={number} />;
        return page(context, 'Inbox', list, number === 1 ? { follows: statePath } : {});
      });
      app.get(`${path}/:id/:as{html|raw}?`, async (context) => {
        const { id, as } = context.req.param();
        const found = findMail(mails, id);
        const read = found && (await readMail(found.raw));
        if (found === undefined || read === undefined || (as === 'html' && read.html === undefined)) {
          return page(context, 'No such mail', <p>It may have been deleted with the data folder.</p>, { status: 404 });
        }
        const { mail, raw } = found;
        if (as === 'html') return mailFrame(context, read.html!, siteUrl);
        if (as === undefined) return page(context, mail.subject || '(no subject)', <Mail mail={mail} read={read} />);
        return context.body(new Uint8Array(raw), 200, {
          'content-type': 'message/rfc822',
          'content-disposition': `attachment; filename="${mail.messageId}.eml"`,
        });
      });
      app.get('/api/mails', (context) => {
        const asked = PageRequest.safeParse(context.req.query());
        if (!asked.success) return context.json({ error: z.prettifyError(asked.error) }, 400);
        const found = mailsPage(mails, asked.data);
        if (found === undefined) return context.json({ error: `No mail has the id ${asked.data.cursor}.` }, 400);
        return context.json(found);
      });
    },
  };
}

/** A mail and its source; undefined where either is not there. */
function findMail(mails: Mails, id: string): { mail: AcceptedMail; raw: Buffer } | undefined {
  const index = mails?.indexOf(id);
  const mail = index === undefined ? undefined : mails!.mails()[index];
  const raw = rawOf({ mails }, id);
  return mail === undefined || raw === undefined ? undefined : { mail, raw };
}

/** Mails on one page of the list. */
const mailsPerPage = 100;

/** Mails, newest first. */
function Inbox({ mails, page }: { mails: readonly AcceptedMail[]; page: number }) {
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
            <a href={`${consolePath}${path}/${mail.messageId}`}>
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
                <a href={`${consolePath}${path}?page=${page - 1}`}>Newer</a>
              </>
            )}
            {page < pageCount && (
              <>
                {' · '}
                <a href={`${consolePath}${path}?page=${page + 1}`}>Older</a>
              </>
            )}
          </p>
        </nav>
      )}
    </>
  );
}

/** One mail: as mail programs show it, wide and narrow, its text part and its head. */
function Mail({ mail, read }: { mail: AcceptedMail; read: ReadMail }) {
  const source = `${consolePath}${path}/${mail.messageId}/html`;
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
        <a href={`${consolePath}${path}/${mail.messageId}/raw`} download={`${mail.messageId}.eml`}>
          Download the source
        </a>{' '}
        <span class="note">({mail.sizeBytes} bytes)</span>
      </p>
      {read.html !== undefined && (
        <>
          <h2>On a desktop</h2>
          <section class="scroll" tabindex={0} aria-label="The mail at desktop width">
            <iframe class="desktop" title="The mail at desktop width" src={source} sandbox={mailSandbox}></iframe>
          </section>
          <h2>On a phone</h2>
          <iframe class="phone" title="The mail at phone width" src={source} sandbox={mailSandbox}></iframe>
        </>
      )}
      <h2>Text part</h2>
      <pre tabindex={0}>{read.text}</pre>
      <Rows title="Head" head={['Field', 'Value']} rows={read.headers.map(({ name, value }) => [name, value])} />
    </>
  );
}
