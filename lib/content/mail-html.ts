import { z } from 'zod';
import { exampleFields } from '../templates/example-fields.ts';
import type { Problem } from '../templates/source-location.ts';
import { readEveryPicture } from '../templates/languages/translated-pictures.ts';
import { remembered } from '../templates/remembered.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import type { LocatedEmail, LoadedSources } from './workshop.ts';

/** Gmail cuts a mail off at 102 KB; what is sent grows by links and encoding. */
const htmlBytesMax = 60 * 1024;

/** Checks each mail as it is sent: valid html, not too long, links that lead somewhere, pictures that say what they show. */
export async function htmlFindings({ mails, series, projectRoot }: LoadedSources): Promise<Problem[]> {
  const folder = new TemplateFolder(projectRoot);
  const pictures = (await Promise.all(series.map(({ id }) => readEveryPicture(`series/${id}`, folder)))).flat();
  const files = new Set(pictures.map(({ file }) => file));
  const ids = new Set(
    series.flatMap((one) => [...one.lessons, ...one.branches.flatMap(({ lessons }) => lessons)].map(({ id }) => id)),
  );
  const found = await Promise.all(mails.map((sheet) => inMail(sheet, files, ids)));
  return found.flat();
}

async function inMail(sheet: LocatedEmail, pictures: Set<string>, lessons: Set<string>): Promise<Problem[]> {
  const { mail, name, place } = sheet;
  const html = mail.html(exampleFields);
  const messages = await remembered('html', html, z.array(z.string()), async () => {
    // Here, not above: it takes half a second to load.
    const { invalidIn } = await import('./valid-html.ts');
    return invalidIn(html);
  });
  const bytes = Buffer.byteLength(html);
  if (bytes > htmlBytesMax)
    messages.push(`has ${bytes} bytes of html; mail programs cut off what has over ${htmlBytesMax}`);
  for (const part of [mail.subject(exampleFields), html, mail.text(exampleFields)]) {
    const left = /\{\{.*?\}\}|\[\[.*?\]\]|\bundefined\b|\[object/.exec(part)?.[0];
    if (left !== undefined) messages.push(`shows "${left}", which nothing filled in`);
  }
  const links: string[] = Object.values(exampleFields.link);
  for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) {
    const [page = '', lesson] = href
      .replaceAll('&#x3D;', '=')
      .replaceAll('&amp;', '&')
      .replace(/\?(?:days|plan)=[0-7-]+$/, '')
      .split('#');
    if (!links.includes(page)) messages.push(`links to ${href}, which is no page of the site`);
    if (page === exampleFields.link.sources && lesson !== undefined && !lessons.has(lesson))
      messages.push(`links to the sources of "${lesson}", which is no lesson`);
  }
  for (const [image] of html.matchAll(/<img\b[^>]*>/g)) {
    const attribute = (key: string) => new RegExp(` ${key}="([^"]*)"`).exec(image)?.[1] ?? '';
    const file = attribute('src').replace(exampleFields.link.pictures, '');
    if (!pictures.has(file)) messages.push(`shows ${file}, which is none of the series' pictures`);
    if (attribute('alt').trim() === '') messages.push(`shows ${file} without words for who does not see it`);
    if (attribute('width') === '' || attribute('height') === '') messages.push(`shows ${file} without its size`);
  }
  return messages.map((message) => ({ ...place, message: `${name} ${message}` }));
}
