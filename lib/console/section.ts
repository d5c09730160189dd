import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';

/** Where the console is, on every server that has one. */
export const consolePath = '/local';

/** Answers a request with a page in the console's frame. */
export type Page = (
  context: Context,
  title: string,
  children: Child,
  options?: {
    status?: 200 | 400 | 404 | 422 | 503;
    /** The heading, where it is not the title: a browser keeps titles of pages, so a title names nobody. */
    heading?: string;
    /** Path of a text that changes when the page is out of date: where scripts run, the page follows. */
    follows?: string;
  },
) => Promise<Response>;

/** A part of the console, with a link in its navigation. */
export interface Section {
  name: string;
  /** Below {@link consolePath}, such as `/people`. */
  path: string;
  /** Sentences by the word that `?done=` carries after a button was pressed: nothing that was typed comes back. */
  done?: Readonly<Record<string, string>>;
  /** What the field in the head of every page finds: it posts what was typed to the section's path, as `contains`. */
  finds?: string;
  /** Adds its routes, which are below {@link consolePath} too. */
  routes: (app: Hono, page: Page) => void;
}
