import { html } from 'hono/html';
import { pageLanguage, siteLanguages } from '../../content/page-language.ts';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PageContext } from './env.ts';
import { inLanguageOf } from './hrefs.ts';
import { Layout, type InLanguage, type SocialCard } from './layout.tsx';
import { Whereabouts } from './help-contacts.tsx';
import { zoneOfReader } from './whereabouts.ts';

export interface Page {
  /** What the browser's tab says, before the service's name. */
  title: string;
  /** What search engines say of it. */
  description?: string;
  /** Of a page that people send on. */
  card?: SocialCard;
  /** The pages beside this one, see `Tabs`. */
  tabs?: Child;
  content: Child;
  /** 200 without. */
  status?: ContentfulStatusCode;
}

/** Answers with a page. */
export async function respond(
  c: PageContext,
  { title, description, card, tabs, content, status = 200 }: Page,
): Promise<Response> {
  const { deps, scripts = [], open } = c.var;
  // A page about a fault does not ask the table once more.
  const zone = status < 500 ? await zoneOfReader(c) : c.var.whereabouts?.zone;
  const page = (
    <Whereabouts.Provider value={{ zone, contacts: deps.contacts }}>
      <Layout
        title={title}
        description={description}
        card={card}
        sender={deps.sender}
        scripts={scripts}
        tabs={tabs}
        languages={open === true ? inEachLanguage(c) : []}
      >
        {content}
      </Layout>
    </Whereabouts.Provider>
  );
  c.header('Content-Language', pageLanguage());
  return c.html(html`<!doctype html>${page}`, status);
}

/** A page for everybody in each language of the site; nothing where there is one. */
export function inEachLanguage({ req, var: { deps } }: Pick<PageContext, 'req' | 'var'>): InLanguage[] {
  const languages = siteLanguages();
  if (languages.length < 2) return [];
  const { search, origin } = new URL(req.url);
  const site = 'siteUrl' in deps ? String(deps.siteUrl) : origin;
  return languages.map((language) => {
    const path = `${inLanguageOf(req.path, language)}${search}`;
    return { language, path, url: `${site}${path}` };
  });
}
