import { type Context, Hono } from 'hono';
import { words } from '../../content/words.ts';
import { filled, links, type Links, type TokenLink } from '../../core/mail/links.ts';
import type { Opened } from '../../core/mail/opened-link.ts';
import type { PageContext, PageEnv, ScriptName } from './env.ts';
import type { Errors } from './field.tsx';
import { readForm, type Form } from './forms.ts';
import type { Held } from './limiting.tsx';
import { openLink, tryLink } from './links.tsx';
import type { Undo } from './notice.tsx';
import { doneAt, doneWith, seeOther } from './receipt.ts';
import { respond, type Page } from './respond.tsx';
import { languageOfReader } from './whereabouts.ts';
import type { PageDeps, SiteDeps } from './deps.ts';

/** Somebody at a page, by a link that is good for it. */
export interface Visit<LocalService extends PageDeps, L extends TokenLink> {
  c: Context<PageEnv<LocalService>, L['path']>;
  link: Opened<L>;
  deps: LocalService;
  /** The address of the page. */
  at: string;
}

/** What somebody is shown. */
export interface Shown<
  LocalService extends PageDeps,
  L extends TokenLink,
  Found,
  Done extends string = string,
> extends Visit<LocalService, L> {
  found: Found;
  /** What was just done, and how the page says it. */
  done: Done | undefined;
  said: string | undefined;
  /** The form that takes it back, where one says how. */
  undo: Undo | undefined;
  /** The form that was not taken, by its row in the table of links, to be shown as it was sent. */
  sent: { [Name in RowOf<L>]?: Form };
  /** What is wrong with it, by field. */
  errors: Errors;
  /** Why it has to come again later, when nothing is wrong with it. */
  held: Held | undefined;
}

/** Rows whose pages the same token opens. */
type RowOf<L extends TokenLink> = {
  [Name in keyof Links]: Links[Name] extends { purpose: L['purpose'] } ? Name : never;
}[keyof Links];
type Row<Name extends keyof Links> = Extract<Links[Name], TokenLink>;

/**
 * What became of a form: what was done, and the way back where `undo` of the page cannot say it; false where it changes nothing for this person; what is
 * wrong with it; or another page.
 */
type Taken<Done> =
  | Done
  | { done: Done; undo: Filled | undefined }
  | false
  | { errors: Errors }
  | { held: Held }
  | Response;

/** The fields of a form. */
type Filled = Record<string, string | readonly string[]>;

interface PersonPage<
  LocalService extends PageDeps,
  L extends TokenLink,
  Found,
  Done extends string,
  End extends string,
> {
  scripts?: readonly ScriptName[];
  /**
   * For pages that help everybody: what is shown where the link does not open, or nobody can say whether it does. Without, it is said what is wrong
   * with the link.
   */
  otherwise?: (c: Context<PageEnv<LocalService>>) => Response | Promise<Response>;
  /** Reads what the page shows, after every change: it never says what it only hopes. A response is shown in place of the page. */
  read?: (visit: Visit<LocalService, L>) => Promise<Found | Response>;
  /** What its forms do, by their rows in the table of links. The token of the page opens all of them. */
  take?: { [Name in RowOf<L>]?: (sent: Visit<LocalService, Row<Name>> & { form: Form }) => Promise<Taken<Done | End>> };
  /**
   * How the same form would have been filled to leave all as it was: what the page then offers as a way back. `row` names another form; a field with the
   * name of a parameter of its path fills that. Undefined where there is none.
   */
  undo?: { [Name in RowOf<L>]?: (change: { before: Found; after: Found; deps: LocalService }) => Filled | undefined };
  /** How the page says what was done. */
  say?: { [Name in Done]: string | ((found: Found, deps: LocalService) => string) };
  view: (shown: Shown<LocalService, L, Found, Done>) => Page;
  /** What is shown of what ends the link of the page itself, by what was done. */
  end?: { [Name in End]: (deps: LocalService) => Page };
}

/**
 * Pages by links in emails. Such a page is one thing: opening it changes nothing; a form is read, the link is opened, it is done, and the
 * answer is the page once more, with what is stored now. A form that was taken is answered with 303, so that the page can be loaded again; one with
 * something wrong with 422 and one that has to wait with 429, and the same page with what was typed.
 *
 * Which token opens it is said by its row in the table of links.
 */
export function pagesOf<LocalService extends PageDeps>() {
  return function onPerson<L extends TokenLink, Found, Done extends string = never, End extends string = never>(
    row: L,
    page: PersonPage<LocalService, NoInfer<L>, Found, Done, End>,
  ): Hono<PageEnv<LocalService>> {
    type Request = Context<PageEnv<LocalService>, L['path']>;
    const { say, end } = page as {
      say?: Record<string, string | ((found: Found, deps: LocalService) => string)>;
      end?: Record<string, (deps: LocalService) => Page>;
    };

    const show = async (
      c: Request,
      link: Opened<L>,
      more: Partial<Shown<LocalService, L, Found, Done>>,
    ): Promise<Response> => {
      const visit = visitOf(c, row, link);
      const found = (await page.read?.(visit)) as Found | Response;
      if (found instanceof Response) return found;
      await languageOfReader(c);
      const done = say?.[more.done ?? ''];
      const said = typeof done === 'function' ? done(found, visit.deps) : done;
      const undo =
        more.done === undefined
          ? undefined
          : undoOf(c, { ...(c.req.param() as Record<string, string>), token: link.token });
      const plain = { done: undefined, said, undo, sent: {}, errors: {}, held: undefined };
      const { title, ...shown } = page.view({ ...visit, found, ...plain, ...more });
      const proof = more.held?.proof === undefined ? [] : ['proof' as const];
      const scripts = [...(page.scripts ?? []), ...proof];
      if (scripts.length > 0) c.set('scripts', scripts);
      if (more.held !== undefined) return respond(c, { title: words.parts.wait({ title }), ...shown, status: 429 });
      if (more.errors !== undefined) return respond(c, { title: words.parts.check({ title }), ...shown, status: 422 });
      return respond(c, { title, ...shown });
    };

    const routes = new Hono<PageEnv<LocalService>>();
    routes.get(row.path, async (c) => {
      const done = doneAt(c);
      const ended = end?.[done ?? ''];
      if (ended !== undefined) {
        // It opens nothing any more, but says whose it was, and so whom they can call.
        await tryLink(c, row, c.req.param('token') ?? '');
        await languageOfReader(c);
        return respond(c, ended(c.var.deps));
      }
      if (page.otherwise !== undefined) {
        const tried = await tryLink<L>(c, row, c.req.param('token') ?? '').catch(() => undefined);
        return tried?.open ? show(c as Request, tried, { done: done as Done | undefined }) : page.otherwise(c);
      }
      const link = await openLink<LocalService, L['path'], L>(c as Request, row);
      return link.open ? show(c as Request, link, { done: done as Done | undefined }) : link.answer;
    });
    for (const [name, take] of Object.entries(page.take ?? {})) {
      const target = links[name as keyof Links] as L;
      // The address of a form that was not taken: somebody who comes back to it finds the page.
      if (target.path !== row.path) {
        routes.get(target.path, (c) => seeOther(c, filled(row.path, c.req.param() as Record<string, string>)));
      }
      routes.post(target.path, async (c) => {
        const form = await readForm(c);
        const link = await openLink<LocalService, L['path'], L>(c as Request, target);
        if (!link.open) return link.answer;
        const visit = visitOf(c as Request, row, link);
        if (page.read === undefined) await languageOfReader(c);
        const toUndo = page.undo?.[name as RowOf<L>];
        const before = toUndo && (await page.read?.(visit));
        const taken = await (take as (sent: typeof visit & { form: Form }) => Promise<Taken<Done | End>>)({
          ...visit,
          form,
        });
        if (taken instanceof Response) return taken;
        const leave = (done: string, way: Filled | undefined) => {
          if (way === undefined) return seeOther(c, visit.at, done);
          const text = String(new URLSearchParams(fieldsOf({ row: name, ...way })));
          return seeOther(c, visit.at, done, { text, once: visit.deps.ids.fresh() });
        };
        if (typeof taken === 'object' && 'done' in taken) return leave(taken.done, taken.undo);
        if (typeof taken === 'object')
          return show(c as Request, link, {
            ...taken,
            sent: { [name]: form } as Shown<LocalService, L, Found>['sent'],
          });
        if (taken === false) return seeOther(c, visit.at);
        const after = toUndo && (await page.read?.(visit));
        if (!after || after instanceof Response || before instanceof Response) return leave(taken, undefined);
        return leave(taken, toUndo!({ before: before as Found, after, deps: visit.deps }));
      });
    }
    return routes;
  };
}

function fieldsOf(form: Filled): [string, string][] {
  return Object.entries(form).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
}

/** The form that was sealed into the address of the page. */
function undoOf(c: PageContext, params: Record<string, string>): Undo | undefined {
  const sealed = doneWith(c);
  if (sealed === undefined) return undefined;
  const form = new URLSearchParams(sealed);
  const row = form.get('row') as keyof Links;
  form.delete('row');
  return { at: filled(links[row].path, { ...params, ...Object.fromEntries(form) }), fields: [...form] };
}

function visitOf<LocalService extends PageDeps, L extends TokenLink>(
  c: Context<PageEnv<LocalService>, L['path']>,
  row: L,
  link: Opened<L>,
): Visit<LocalService, L> {
  const at = filled(row.path, { ...(c.req.param() as Record<string, string>), token: link.token });
  return { c, link, deps: c.var.deps, at };
}

/** A page of the site that a token opens, see {@link pagesOf}. */
export const onPerson = pagesOf<SiteDeps>();
export type SiteShown<L extends TokenLink, Found, Done extends string = string> = Shown<SiteDeps, L, Found, Done>;
