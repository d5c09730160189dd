import * as z from 'zod';
import type { MailTemplate } from '../../lambdas/core/course/series.ts';
import { exampleFields } from '../templates/example-fields.ts';

/** Gmail cuts a mail off at 102 KB; what is sent grows by links and encoding. */
const htmlBytesMax = 60 * 1024;

/** What a mail names of its series, which may not be there. */
export const NamedInMail = z.object({
  /** Ids of lessons to whose sources it links. */
  sourcesOf: z.array(z.string()),
  /** Files of the pictures that it shows. */
  pictures: z.array(z.string()),
});
export type NamedInMail = z.output<typeof NamedInMail>;

export function namedIn(mail: MailTemplate): NamedInMail {
  const html = mail.html(exampleFields);
  const sourcesOf = linksIn(html).flatMap(({ page, lesson }) =>
    page === exampleFields.link.sources && lesson !== undefined ? [lesson] : [],
  );
  return { sourcesOf: [...new Set(sourcesOf)], pictures: [...new Set(imagesIn(html).map(({ file }) => file))] };
}

/** What is wrong with a mail as it is sent: html that is not valid, too long, links that lead nowhere, pictures without words for what they show. */
export async function htmlFaults(mail: MailTemplate): Promise<string[]> {
  // Here, not above: it takes half a second to load.
  const { invalidIn } = await import('./valid-html.ts');
  const html = mail.html(exampleFields);
  const messages = await invalidIn(html);
  const bytes = Buffer.byteLength(html);
  if (bytes > htmlBytesMax)
    messages.push(`has ${bytes} bytes of html; mail programs cut off what has over ${htmlBytesMax}`);
  for (const part of [mail.subject(exampleFields), html, mail.text(exampleFields)]) {
    const left = /\{\{.*?\}\}|\[\[.*?\]\]|\bundefined\b|\[object/.exec(part)?.[0];
    if (left !== undefined) messages.push(`shows "${left}", which nothing filled in`);
  }
  const pages: string[] = Object.values(exampleFields.link);
  for (const { href, page } of linksIn(html)) {
    if (!pages.includes(page)) messages.push(`links to ${href}, which is no page of the site`);
  }
  for (const { file, alt, hasSize } of imagesIn(html)) {
    if (alt.trim() === '') messages.push(`shows ${file} without words for people who do not see it`);
    if (!hasSize) messages.push(`shows ${file} without its size`);
  }
  return messages;
}

function linksIn(html: string): { href: string; page: string; lesson: string | undefined }[] {
  return Array.from(html.matchAll(/href="([^"]*)"/g), ([, href = '']) => {
    const [page = '', lesson] = href
      .replaceAll('&#x3D;', '=')
      .replaceAll('&amp;', '&')
      .replace(/\?(?:days|plan)=[0-7-]+$/, '')
      .split('#');
    return { href, page, lesson };
  });
}

function imagesIn(html: string): { file: string; alt: string; hasSize: boolean }[] {
  return Array.from(html.matchAll(/<img\b[^>]*>/g), ([image]) => {
    const attribute = (key: string) => new RegExp(` ${key}="([^"]*)"`).exec(image)?.[1] ?? '';
    const file = attribute('src').replace(exampleFields.link.pictures, '');
    return { file, alt: attribute('alt'), hasSize: attribute('width') !== '' && attribute('height') !== '' };
  });
}
