import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { mimeComposer } from '../../lambdas/adapters/mime/composer.ts';
import type { MailFields } from '../../lambdas/core/course/series.ts';
import { mailFrame } from '../console/mail-frame.ts';
import { consolePath, type Section } from '../console/section.ts';
import type { LocatedEmail } from '../content/workshop.ts';
import { Broken, MailPage, Overview } from './pages.tsx';
import { plainSample, samplesOf } from './samples.ts';
import type { WatchedMails } from './watched-mails.ts';

export const previewPath = '/preview';
const at = consolePath + previewPath;

/** Every mail of a project, for whoever writes them: as desktop, phone, dark mode, without pictures, as text and raw. */
export function previewSection(open: () => Promise<WatchedMails>): Section {
  return {
    name: 'Preview',
    path: previewPath,
    routes: (app, page) => {
      const shown = async () => (await open()).shown();
      const framed = async (context: Context, title: string, content: Child) => {
        const children = (
          <>
            <Broken why={(await shown()).broken} />
            {content}
          </>
        );
        return page(context, title, children, { follows: `${at}/version` });
      };
      const origin = (context: Context) => new URL(context.req.url).origin;
      const fieldsFor = (context: Context, sheet: LocatedEmail): MailFields => {
        const { fields } = samplesOf(sheet)[context.req.query('for') ?? ''] ?? plainSample;
        return { ...fields, link: { ...fields.link, pictures: `${origin(context)}${at}/pictures/` } };
      };

      app.get(previewPath, async (context) => {
        const { mails, findings } = await shown();
        return framed(
          context,
          'Mails',
          <Overview mails={mails} findings={findings} hrefOf={(sheet) => `${at}/mail/${slug(sheet)}`} />,
        );
      });
      app.get(`${previewPath}/mail/:name/:as{html|raw}?`, async (context) => {
        const { mails, findings } = await shown();
        const sheet = mails.find((one) => slug(one) === context.req.param('name'));
        if (sheet === undefined) return context.notFound();
        const fields = fieldsFor(context, sheet);
        const { html, subject, text } = sheet.mail;
        const as = context.req.param('as');
        if (as === 'html') return mailFrame(context, seen(html(fields), context.req.query('as')), origin(context));
        if (as === 'raw') return context.text(await rawOf(sheet, fields));
        const own = findings.filter(
          ({ file, message }) => file === sheet.place.file && !isAboutAnother(message, sheet),
        );
        const sample = context.req.query('for') ?? 'name';
        const source = `${at}/mail/${slug(sheet)}`;
        const shows = {
          sheet,
          source,
          sample,
          samples: samplesOf(sheet),
          subject: subject(fields),
          text: text(fields),
          findings: own,
        };
        return framed(context, sheet.name, <MailPage {...shows} />);
      });
      app.get(`${previewPath}/pictures/:file`, async (context) => {
        const picture = await (await open()).picture(context.req.param('file'));
        return picture === undefined ? context.notFound() : context.body(picture, 200, { 'content-type': 'image/png' });
      });
      app.get(`${previewPath}/version`, async (context) => context.text(String((await shown()).version)));
    },
  };
}

/** A frame cannot be told to be dark, nor to do without pictures. */
function seen(html: string, as: string | undefined): string {
  if (as === 'dark') return html.replaceAll('@media (prefers-color-scheme: dark)', '@media all');
  if (as === 'no-pictures') return html.replaceAll(/(<img\b[^>]*?) src="[^"]*"/g, '$1');
  return html;
}

/** The message as it is handed to SES. */
async function rawOf({ mail }: LocatedEmail, fields: MailFields): Promise<string> {
  const raw = await mimeComposer.compose({
    from: { name: fields.sender.name, address: 'lessons@weekly.example.com' },
    replyTo: 'hello@example.com',
    to: 'ann@example.org',
    subject: mail.subject(fields),
    html: mail.html(fields),
    text: mail.text(fields),
    headers: {},
  });
  return Buffer.from(raw).toString('latin1');
}

/** A name for an address: two series may have lessons of one name. */
function slug({ series, name }: LocatedEmail): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${words}.${createHash('sha256').update(series).digest('hex').slice(0, 6)}`;
}

/** A lesson and its reminders share a file; what is said of a mail by its name is about that one alone. */
function isAboutAnother(message: string, { name }: LocatedEmail): boolean {
  const about = /^([a-z0-9-]+(?:, reminder \d+)?) (?:is|has|shows|links|uses|scores)\b/.exec(message)?.[1];
  return about !== undefined && about !== name;
}
