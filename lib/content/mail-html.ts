import { HtmlValidate } from 'html-validate';
import { exampleFields } from '../templates/example-fields.ts';
import type { Problem } from '../templates/source-location.ts';
import { readPictures } from '../templates/pictures.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import { RulesOnce } from './rules-once.ts';
import type { LocatedEmail, LoadedSources } from './workshop.ts';

/** Gmail cuts a mail off at 102 KB; what is sent grows by links and encoding. */
const htmlBytesMax = 60 * 1024;

const rules = new RulesOnce({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // What mail clients need and browsers have left behind: table attributes, inline styles, a meta with an http-equiv.
    'no-deprecated-attr': 'off',
    'no-inline-style': 'off',
    'attribute-allowed-values': 'off',
    // Style of the source: MJML's output is not for reading.
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    // MJML's own frame is a div with the role of an article: Outlook knows no <article>.
    'prefer-native-element': 'off',
    // Outlook for Windows reads these.
    'no-conditional-comment': 'off',
  },
});
const validator = new HtmlValidate(rules);

/** Checks each mail as it is sent: valid html, not too long, links that lead somewhere, pictures that say what they show. */
export async function htmlFindings({ mails, series, projectRoot }: LoadedSources): Promise<Problem[]> {
  const folder = new TemplateFolder(projectRoot);
  const pictures = (await Promise.all(series.map(({ id }) => readPictures(`series/${id}`, folder)))).flat();
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
  const messages: string[] = [];
  const { results } = await validator.validateString(html);
  for (const { messages: invalid } of results) {
    for (const { ruleId, message } of invalid) messages.push(`is not valid html: ${message} (${ruleId})`);
  }
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
