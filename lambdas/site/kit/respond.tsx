import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PageContext } from './env.ts';
import { Layout, type SocialCard } from './layout.tsx';
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
  const { deps, scripts = [] } = c.var;
  // A page about a fault does not ask the table once more.
  const zone = status < 500 ? await zoneOfReader(c) : c.var.whereabouts?.zone;
  const page = (
    <Whereabouts.Provider value={{ zone, contacts: deps.contacts }}>
      <Layout title={title} description={description} card={card} sender={deps.sender} scripts={scripts} tabs={tabs}>
        {content}
      </Layout>
    </Whereabouts.Provider>
  );
  return c.html(html`<!doctype html>${page}`, status);
}
