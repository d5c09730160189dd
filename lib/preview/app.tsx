import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { mimeComposer } from '../../lambdas/adapters/mime/composer.ts';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import type { MailFields } from '../../lambdas/core/course/series.ts';
import type { LocatedEmail } from '../content/workshop.ts';
import type { Problem } from '../templates/place.ts';
import { MailPage, Overview, PreviewFrame } from './pages.tsx';
import { samples } from './samples.ts';
import { previewStyle } from './style.ts';

/** What there is to see at the moment. */
export interface Shown {
  /** Counts up with every change. */
  version: number;
  mails: LocatedEmail[];
  findings: Problem[];
  /** Why the templates do not compile; the mails are then those from before. */
  broken?: string | undefined;
}

export interface PreviewWorld {
  shown: () => Shown;
  /** Resolves with the version after `version`, or when `gone` aborts. */
  changed: (version: number, gone: AbortSignal) => Promise<number>;
  /** The PNG of a picture. */
  picture: (file: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  url: () => string;
}

const script = `
const again = () => fetch('/changes?after=' + document.body.dataset.version).then(() => location.reload(), () => setTimeout(again, 1000));
again();
document.querySelector('select')?.addEventListener('change', (event) => event.target.form.submit());
`;

/** A page with every mail, for whoever writes them: as desktop, phone, dark mode, without pictures, as text and raw. */
export function previewApp(world: PreviewWorld): Hono {
  const app = new Hono();
  const page = (title: string, content: unknown) =>
    html`<!doctype html>${(
        <PreviewFrame title={title} version={world.shown().version} broken={world.shown().broken}>
          {content as never}
        </PreviewFrame>
      )}`;
  const find = (name: string) => world.shown().mails.find((sheet) => slug(sheet) === name);
  const fieldsFor = (sample: string | undefined): MailFields => {
    const { fields } = samples[sample ?? ''] ?? samples['name']!;
    const pictures = `${world.url()}${hrefOf(links.picture, { file: '' })}`;
    return { ...fields, link: { ...fields.link, pictures } };
  };

  app.get('/', (c) => {
    const { mails, findings } = world.shown();
    return c.html(page('Mails', <Overview mails={mails} findings={findings} slug={slug} />));
  });
  app.get('/mail/:name', (c) => {
    const sheet = find(c.req.param('name'));
    if (sheet === undefined) return c.notFound();
    const sample = c.req.query('for') ?? 'name';
    const { findings } = world.shown();
    const own = findings.filter(({ file, message }) => file === sheet.place.file && !isAboutAnother(message, sheet));
    const fields = fieldsFor(sample);
    const { subject, text } = sheet.mail;
    return c.html(
      page(
        sheet.name,
        <MailPage
          name={slug(sheet)}
          {...{ sheet, sample, findings: own }}
          subject={subject(fields)}
          text={text(fields)}
        />,
      ),
    );
  });
  app.get('/mail/:name/html', (c) => {
    const sheet = find(c.req.param('name'));
    if (sheet === undefined) return c.notFound();
    const { for: sample, as } = c.req.query();
    let shown = sheet.mail.html(fieldsFor(sample));
    // A frame cannot be told to be dark, nor to do without pictures.
    if (as === 'dark') shown = shown.replaceAll('@media (prefers-color-scheme: dark)', '@media all');
    if (as === 'no-pictures') shown = shown.replaceAll(/(<img\b[^>]*?) src="[^"]*"/g, '$1');
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'");
    return c.html(shown);
  });
  app.get('/mail/:name/raw', async (c) => {
    const sheet = find(c.req.param('name'));
    if (sheet === undefined) return c.notFound();
    const fields = fieldsFor(c.req.query('for'));
    const raw = await mimeComposer.compose({
      from: { name: fields.sender.name, address: 'lessons@weekly.example.com' },
      replyTo: 'hello@example.com',
      to: 'ann@example.org',
      subject: sheet.mail.subject(fields),
      html: sheet.mail.html(fields),
      text: sheet.mail.text(fields),
      headers: {},
    });
    return c.text(Buffer.from(raw).toString('latin1'));
  });
  app.get(links.picture.path, async (c) => {
    const picture = await world.picture(c.req.param('file'));
    return picture === undefined ? c.notFound() : c.body(picture, 200, { 'content-type': 'image/png' });
  });
  // Answers when there is something new.
  app.get('/changes', async (c) => {
    const version = await world.changed(Number(c.req.query('after') ?? 0), c.req.raw.signal);
    return c.json({ version });
  });
  app.get('/preview.css', (c) => c.body(previewStyle, 200, { 'content-type': 'text/css' }));
  app.get('/preview.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
  return app;
}

/** A name for an address: two series may have lessons of one name. */
export function slug({ series, name }: LocatedEmail): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${words}.${createHash('sha256').update(series).digest('hex').slice(0, 6)}`;
}

/** A lesson and its reminders share a file; what is said of a mail by its name is about that one alone. */
function isAboutAnother(message: string, { name }: LocatedEmail): boolean {
  const about = /^([a-z0-9-]+(?:, reminder \d+)?) (?:is|has|shows|links|uses|scores)\b/.exec(message)?.[1];
  return about !== undefined && about !== name;
}
