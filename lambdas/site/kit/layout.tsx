import type { Child, PropsWithChildren } from 'hono/jsx';
import { pageLanguage } from '../../content/page-language.ts';
import { words } from '../../content/words.ts';
import { directionOf, ownNameOf } from '../../core/kit/language-facts.ts';
import { links } from '../../core/mail/links.ts';
import { hrefOf } from './hrefs.ts';
import { HelpLink } from './help-contacts.tsx';
import { faviconAsset, scriptAssets, styleSheetAsset } from './assets.ts';
import type { ScriptName } from './env.ts';
import type { SiteDeps } from './deps.ts';

const says = words.frame;

/** What other programs show of a page that somebody sends on. */
export interface SocialCard {
  /** The page, with the origin of the site. */
  url: string;
  /** With its size in pixels as an email shows it. */
  picture?: { url: string; alt: string; width: number; height: number };
}

interface LayoutProps {
  title: string;
  description: string | undefined;
  card: SocialCard | undefined;
  sender: SiteDeps['sender'];
  scripts: readonly ScriptName[];
  tabs: Child;
  /** The same page in every language, where it is one for everybody and there are several. */
  languages: readonly InLanguage[];
}

/** A page in a language: its path, and its address with the origin of the site. */
export interface InLanguage {
  language: string;
  path: string;
  url: string;
}

/** The frame of every page: who speaks, the page itself, and where help and people are. */
export function Layout({
  title,
  description,
  card,
  sender,
  scripts,
  tabs,
  languages,
  children,
}: PropsWithChildren<LayoutProps>) {
  const language = pageLanguage();
  const direction = directionOf(language);
  return (
    <html lang={language} {...(direction === 'rtl' && { dir: direction })}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${sender.name}`}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {card !== undefined && <CardTags title={title} description={description} card={card} sender={sender} />}
        <Alternates languages={languages} />
        <link rel="icon" href={faviconAsset.path} type="image/svg+xml" />
        <link rel="stylesheet" href={styleSheetAsset.path} />
        {scripts.map((name) => (
          <script type="module" src={scriptAssets[name].path}></script>
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          {says.skip}
        </a>
        <header class="masthead">
          <div class="wrap">
            <a class="brand" href={hrefOf(links.home)}>
              <img src={faviconAsset.path} alt="" width="32" height="32" />
              {sender.name}
            </a>
            <nav aria-label={says.help}>
              <HelpLink>{says.whenHelp}</HelpLink>
            </nav>
          </div>
        </header>
        {tabs}
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <Footer sender={sender} languages={languages} />
      </body>
    </html>
  );
}

/** Open Graph, which messengers and social networks read (ogp.me); `twitter:card` has no name of its own there. */
export function CardTags({
  title,
  description,
  card: { url, picture },
  sender,
}: Pick<LayoutProps, 'title' | 'description' | 'sender'> & { card: SocialCard }) {
  const tags = {
    'og:type': 'website',
    'og:site_name': sender.name,
    'og:title': title,
    ...(description !== undefined && { 'og:description': description }),
    'og:url': url,
    ...(picture !== undefined && {
      'og:image': picture.url,
      'og:image:alt': picture.alt,
      // Of the file, which has twice as many pixels.
      'og:image:width': String(2 * picture.width),
      'og:image:height': String(2 * picture.height),
    }),
  };
  return (
    <>
      <link rel="canonical" href={url} />
      {Object.entries(tags).map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
      <meta name="twitter:card" content={picture === undefined ? 'summary' : 'summary_large_image'} />
    </>
  );
}

/** The same page in each language, for search engines; the first one is for people who read none of them. */
export function Alternates({ languages }: Pick<LayoutProps, 'languages'>) {
  return (
    <>
      {languages.map((one) => (
        <link rel="alternate" hreflang={one.language} href={one.url} />
      ))}
      {languages.slice(0, 1).map(({ url }) => (
        <link rel="alternate" hreflang="x-default" href={url} />
      ))}
    </>
  );
}

/** Ways to the same page in other languages, each by its own name. */
export function InOtherLanguages({ languages }: Pick<LayoutProps, 'languages'>) {
  const others = languages.filter(({ language }) => language !== pageLanguage());
  if (others.length === 0) return <></>;
  return (
    <nav aria-label={says.languages}>
      <ul>
        {others.map(({ language, path }) => (
          <li>
            <a href={path} lang={language} hreflang={language}>
              {ownNameOf(language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer({ sender, languages }: Pick<LayoutProps, 'sender' | 'languages'>) {
  return (
    <footer class="colophon">
      <div class="wrap">
        <nav aria-label={says.about}>
          <ul>
            <li>
              <HelpLink>{says.whenHelp}</HelpLink>
            </li>
            <li>
              <a href={hrefOf(links.sources)}>{says.sources}</a>
            </li>
            <li>
              <a href={hrefOf(links.privacy)}>{says.privacy}</a>
            </li>
            <li>
              <a href={hrefOf(links.askForLink)}>{says.link}</a>
            </li>
            <li>
              <a href={`mailto:${sender.replyTo}`}>{says.write}</a>
            </li>
          </ul>
        </nav>
        <InOtherLanguages languages={languages} />
        <p>{says.advice}</p>
        <address>
          {sender.name}, {sender.postalAddress}
        </address>
      </div>
    </footer>
  );
}
