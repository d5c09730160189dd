import type { Child } from 'hono/jsx';
import { accountMailKinds, mailKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import type { Lesson, MailFields, MailTemplate, PageBody, Series } from '../../../lambdas/core/course/series.ts';
import { exampleFields } from '../../templates/example-fields.ts';
import { isStill } from '../../templates/moves.ts';
import type { Picture } from '../../templates/pictures.ts';
import { rasterise } from '../../templates/rasterise.ts';
import type { ReviewText } from '../../templates/reviews/review-text.ts';
import { reviewPage } from './review-page.tsx';
import type { ReviewState } from './review-states.ts';
import { sheetHtml, SheetList, sheetsOf } from './sheets.tsx';

/** A page of the folder. */
interface Shared {
  file: string;
  title: string;
  html: string;
}

/** What emails merge here: a reader who does not exist, and links that lead nowhere. */
const fields: MailFields = { ...exampleFields, link: { ...exampleFields.link, pictures: '../pictures/' } };
const firstFields: MailFields = { ...fields, first: 'yes', link: { ...fields.link, checkIn: '' } };

/**
 * A series as its readers get it, as files for a reviewer: each email at the width of a phone and as plain text, lessons with their page and
 * their reminders, pages, review sheets, and an index.
 *
 * @param about - `pictures` of the series in this language; `translated`: it is not its first one
 * @returns files by their path
 */
export async function shareSeries(
  series: Series,
  texts: readonly ReviewText[],
  states: readonly ReviewState[],
  { pictures, translated = false }: { pictures: readonly Picture[]; translated?: boolean },
): Promise<Map<string, string | Uint8Array>> {
  const byId = new Map(states.map((state) => [state.id, state]));
  const sheets = sheetsOf(texts);
  const before = accountMailKinds.filter((kind) => mailKinds[kind].item === 'sign-up' || kind === 'welcome');
  const account = (kinds: readonly (typeof accountMailKinds)[number][]) =>
    kinds.map((kind) => mailPage(`mails/${kind}.html`, `${kind} email`, series.mails[kind], kind === 'welcome'));
  const [first] = series.lessons;
  const groups: [heading: string, pages: Shared[]][] = [
    ['Before the first lesson', account(before)],
    ['The course', series.lessons.map((lesson) => lessonPage(lesson, lesson === first))],
    ...series.branches.map(({ title, lessons }): [string, Shared[]] => [
      `Branch: ${title}`,
      lessons.map((lesson) => lessonPage(lesson, false)),
    ]),
    ['Other emails', account(accountMailKinds.filter((kind) => !before.includes(kind)))],
    ['Pages', pagesOf(series)],
  ];
  const files = new Map<string, string | Uint8Array>();
  for (const { file, html } of groups.flatMap(([, pages]) => pages)) files.set(file, html);
  for (const sheet of sheets) files.set(sheet.file, sheetHtml({ ...series, translated }, sheet, byId));
  for (const picture of pictures) {
    files.set(`pictures/${picture.file}`, isStill(picture) ? await rasterise(picture) : picture.svg);
  }
  const index = (
    <>
      <h1>{series.title}</h1>
      <p>{series.promise}</p>
      <p class="quiet">
        Every email in the order in which people get it, for somebody who does not exist. Links in the emails lead
        nowhere.
      </p>
      {groups.map(([heading, pages]) => (
        <>
          <h2>{heading}</h2>
          <ol class="index">
            {pages.map(({ file, title }) => (
              <li>
                <a href={file}>{title}</a>
              </li>
            ))}
          </ol>
        </>
      ))}
      <h2>Review sheets</h2>
      <SheetList sheets={sheets} states={byId} />
    </>
  );
  return files.set('index.html', reviewPage(series.title, index));
}

function lessonPage(lesson: Lesson, isFirst: boolean): Shared {
  const own = isFirst ? firstFields : fields;
  return {
    file: `mails/${lesson.id}.html`,
    title: lesson.title,
    html: reviewPage(
      lesson.title,
      <>
        <Top title={lesson.title} />
        <Email heading="The email" mail={lesson.mail} merged={own} />
        <h2 class="page">Its page on the web, which has more</h2>
        <Phone html={lesson.mail.html({ ...fields, whole: 'yes' })} title="Page" />
        {lesson.moves !== undefined && <h2 class="page">How its movements are done</h2>}
        {lesson.moves?.flatMap(({ still, moving }) =>
          [still, ...(moving === undefined ? [] : [moving])].map(({ file, alt }) => (
            <p>
              <img src={`../pictures/${file}`} alt={alt} width="390" />
            </p>
          )),
        )}
        {lesson.reminders.map((mail, index) => (
          <Email heading={`Reminder ${index + 1}`} mail={mail} merged={fields} />
        ))}
      </>,
    ),
  };
}

function mailPage(file: string, name: string, mail: MailTemplate, isFirst: boolean): Shared {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const content = (
    <>
      <Top title={title} />
      <Email heading="The email" mail={mail} merged={isFirst ? firstFields : fields} />
    </>
  );
  return { file, title, html: reviewPage(title, content) };
}

function pagesOf({ pages }: Series): Shared[] {
  const shared: Shared[] = [];
  const add = (file: string, title: string, html: string) =>
    shared.push({
      file,
      title,
      html: reviewPage(
        title,
        <>
          <Back />
          <div dangerouslySetInnerHTML={{ __html: withoutLinks(html) }} />
        </>,
      ),
    });
  if (pages.help) add('pages/help.html', pages.help.title, bodyOf(pages.help.body));
  if (pages.badDay) add('pages/bad-day.html', pages.badDay.title, bodyOf(pages.badDay.body));
  return shared;
}

/** What the site puts into a page, by name. */
const parts: Readonly<Record<string, string>> = {
  EmergencyNumber: '[the emergency number of the reader’s country]',
  Crisis: '<p>[numbers to call in a crisis, in the reader’s country]</p>',
  FirstNumbers: '[the first numbers to call, in the reader’s country]',
  Lesson: '<p>[the lesson on demand, to be emailed at once]</p>',
};

function bodyOf(body: PageBody<string, string>): string {
  const given = new Proxy({}, { get: (_, name) => parts[String(name)] ?? '' }) as Record<string, string>;
  return body<string>(given, (html) => html).join('');
}

function Back() {
  return (
    <p class="quiet screen">
      <a href="../index.html">All emails</a>
    </p>
  );
}

function Top({ title }: { title: string }) {
  return (
    <>
      <Back />
      <h1>{title}</h1>
    </>
  );
}

function Email({ heading, mail, merged }: { heading: string; mail: MailTemplate; merged: MailFields }): Child {
  return (
    <>
      <h2 class="page">{heading}</h2>
      <p>
        <span class="label">Subject</span>
        {mail.subject(merged)}
      </p>
      <Phone html={mail.html(merged)} title={heading} />
      <h3>As plain text</h3>
      <pre>{mail.text(merged)}</pre>
    </>
  );
}

/** An email at the width of a phone. The frame grows to its length, so that all of it is printed. */
function Phone({ html, title }: { html: string; title: string }) {
  const grow = "this.style.height=this.contentDocument.documentElement.scrollHeight+'px'";
  return <iframe title={title} srcdoc={light(withoutLinks(html))} onload={grow}></iframe>;
}

/** In daylight, whatever this machine is set to. */
function light(html: string): string {
  return html.replaceAll('@media (prefers-color-scheme: dark)', '@media not all').replaceAll('light dark', 'light');
}

/** Nothing to press: the links of a sample lead nowhere, and may not look as if they did. */
function withoutLinks(html: string): string {
  return html.replaceAll(/(<a\b[^>]*?)\shref="[^"]*"/g, '$1');
}
