import { Hono } from 'hono';
import { html } from 'hono/html';
import { words } from '../../../content/words.ts';
import { together } from '../../../core/kit/parallel.ts';
import { anonymousFields } from '../../../core/sending/fields-for-anybody.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn, prefixOf } from '../../kit/hrefs.ts';
import { languageOfLessons, type MailFields } from '../../../core/course/series.ts';
import { isSameLanguage } from '../../../core/kit/language-facts.ts';
import { pageLanguage } from '../../../content/page-language.ts';
import { aroundLessonAsset, faviconAsset, scriptAssets } from '../../kit/assets.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { Alternates, CardTags, type InLanguage, InOtherLanguages } from '../../kit/layout.tsx';
import { inEachLanguage } from '../../kit/respond.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { lessonAt, type LessonOfSeries } from '../../kit/lesson-at.ts';

const said = words.lessonPage;

/** A lesson as it is mailed, to read in a browser and to send on: the same for everybody, with nobody's links in it, and a way to get the next. */
export const readingALesson = new Hono<SiteEnv>()
  // Mails from before there were several series have this address for lessons of each.
  .get(links.lesson.path, (c) => page(c, lessonAt(c.req.param('lesson'), c.var.deps.series.all)))
  .get(inEachSeries(links.lesson), (c) => {
    const series = c.var.deps.series.find(c.req.param('series'));
    return page(c, series && lessonAt(c.req.param('lesson'), [series]));
  });

async function page(c: SiteContext, found: LessonOfSeries | undefined): Promise<Response> {
  if (found === undefined) return c.notFound();
  c.set('open', true);
  c.set('mail', true);
  c.set('scripts', ['share']);
  c.header('Content-Language', languageOfLessons(found.series));
  return c.html(await around(found, languagesOf(found, c), c.var.deps));
}

/** The page in each language that the lesson is in. */
function languagesOf({ series }: LessonOfSeries, c: SiteContext): InLanguage[] {
  const { of } = c.var.deps.series;
  const isTold = (locale: string) =>
    isSameLanguage(languageOfLessons(of({ series: series.id, preferences: { locale } })), locale);
  const told = inEachLanguage(c).filter(({ language }) => isTold(language));
  return told.length < 2 ? [] : told;
}

/** The document of the email, with what a page needs in its head, above it and below it. */
async function around(found: LessonOfSeries, languages: readonly InLanguage[], deps: SiteDeps): Promise<string> {
  const mail = found.lesson.mail.html(fields(found, deps));
  const [head, top, end] = await together([
    inHead(found, mail, languages, deps),
    html`${Top(found, deps)}`,
    html`${End(found, languages, deps)}`,
  ]);
  return (
    mail
      .replace('</head>', () => `${String(head)}</head>`)
      .replace(/<body\b[^>]*>/, (body) => `${body}${String(top)}`)
      // Here it is no email among others, but what the page is about.
      .replace('aria-roledescription="email" role="article"', 'role="main"')
      .replace('</body>', () => `${String(end)}</body>`)
  );
}

/** The whole of it, about nobody. The list of signs stands with the first lesson, which is what most people read before they sign up. */
function fields({ lesson, series }: LessonOfSeries, deps: SiteDeps): MailFields {
  const path = deps.series.pathOf(series);
  const { sender, siteUrl } = deps;
  const anybody = anonymousFields({ sender, siteUrl, sitePath: prefixOf(pageLanguage()) }, path);
  const practise = `${siteUrl}${hrefIn(path, links.practise, { lesson: lesson.id })}`;
  const first = series.lessons[0] === lesson ? 'yes' : '';
  return { ...anybody, first, whole: 'yes', link: { ...anybody.link, practise } };
}

/** Its first picture, as the email has it. */
const picture = /<img\b[^>]*?\bsrc="([^"]*\/pictures\/[^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)"/;

function inHead(
  { lesson, series }: LessonOfSeries,
  mail: string,
  languages: readonly InLanguage[],
  { sender, series: library, siteUrl }: SiteDeps,
) {
  const [, image, alt = '', width, height] = picture.exec(mail) ?? [];
  const card = {
    url: `${siteUrl}${hrefIn(library.pathOf(series), links.lesson, { lesson: lesson.id })}`,
    ...(image !== undefined && {
      picture: { url: image, alt: unescaped(alt), width: Number(width), height: Number(height) },
    }),
  };
  return html`<meta name="description" content="${lesson.promise}" />
    ${CardTags({ title: lesson.title, description: lesson.promise, card, sender })} ${Alternates({ languages })}
    <link rel="icon" href="${faviconAsset.path}" type="image/svg+xml" />
    <link rel="stylesheet" href="${aroundLessonAsset.path}" />
    <script type="module" src="${scriptAssets.share.path}"></script>`;
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function Top({ lesson, series }: LessonOfSeries, { sender, series: library }: SiteDeps) {
  const path = library.pathOf(series);
  return (
    <header class="around around-head" lang={pageLanguage()}>
      <a class="brand" href={hrefIn(path, links.home)}>
        <img src={faviconAsset.path} alt="" width="32" height="32" />
        {sender.name}
      </a>
      <a href={hrefIn(path, links.practise, { lesson: lesson.id })}>{said.practise}</a>
    </header>
  );
}

function End(
  { lesson, series }: LessonOfSeries,
  languages: readonly InLanguage[],
  { series: library, siteUrl }: SiteDeps,
) {
  const path = library.pathOf(series);
  return (
    <aside class="around" aria-labelledby="join" lang={pageLanguage()}>
      <div class="join">
        <p class="hint">{said.kind({ n: series.lessons.length })}</p>
        <h2 id="join">{said.heading}</h2>
        <p>{series.promise}</p>
        <a class="start" href={`${hrefIn(path, links.home)}#sign-up`}>
          {said.button}
        </a>
        <p class="hint">{said.hint}</p>
      </div>
      <div class="join" data-share={said.send} data-copy={said.copy} data-copied={said.copied}>
        <label for="address">{said.address}</label>
        <input
          id="address"
          type="text"
          readonly
          value={`${siteUrl}${hrefIn(path, links.lesson, { lesson: lesson.id })}`}
        />
        <button type="button" hidden>
          {said.send}
        </button>
      </div>
      <InOtherLanguages languages={languages} />
    </aside>
  );
}
