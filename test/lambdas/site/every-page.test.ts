import { beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { RulesOnce } from '../../../lib/content/rules-once.ts';
import { everyPage, visit, type Visit } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const rules = new RulesOnce({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Style of source text, which nobody reads here.
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // A button says whom it calls, too, in words that may break.
    'tel-non-breaking': ['error', { ignoreClasses: ['button'] }],
    // Several days are several boxes of one name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
});
const checker = new HtmlValidate(rules);

interface Seen extends Visit {
  answered: number;
  headers: Headers;
  text: string;
}

const isPublic = ({ headers }: Seen) => headers.get('Cache-Control')?.startsWith('public') === true;
const closed =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

describe('every page', () => {
  const seen: Seen[] = [];
  beforeAll(async () => {
    const w = siteWorld();
    for (const one of everyPage(w)) {
      const response = await visit(w, one);
      seen.push({ ...one, answered: response.status, headers: response.headers, text: await response.text() });
    }
  });

  it('answers with its status and one heading', () => {
    expect(seen.length).toBeGreaterThan(80);
    for (const { name, status, answered, text } of seen) {
      expect([name, answered, text.match(/<h1/g)?.length]).toEqual([name, status, 1]);
      expect(text.slice(0, 60)).toMatch(/^<!doctype html>\s*<html lang="en">/i);
    }
  });

  it('says what it is about wherever search engines may show it', () => {
    const shown = seen.filter(({ headers, answered }) => answered === 200 && !headers.has('X-Robots-Tag'));
    expect(shown.length).toBeGreaterThan(8);
    const silent = shown.filter(({ text }) => !/<meta name="description" content="[^"]{10,}"/.test(text));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('is valid, accessible markup', async () => {
    for (const { name, text } of seen) {
      const report = await checker.validateString(text);
      const found = report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      );
      expect([name, found]).toEqual([name, []]);
    }
  });

  it('lets in nothing but our own style sheet, pictures and forms', () => {
    for (const page of seen) {
      const { name, path, headers } = page;
      const form = /^\/(zone|practise|lessons|lesson)\/|^\/(sign-up)?$/.test(path);
      expect([name, headers.get('Content-Security-Policy')]).toEqual([
        name,
        [closed, form && "script-src 'self'", isPublic(page) && "connect-src 'self'"].filter(Boolean).join('; '),
      ]);
      // A source may be looked up; nothing is fetched from there.
      // So may an address of our own be copied.
      const text = page.text
        .replaceAll(/<a href="https:\/\/[^"]+" rel="noreferrer">/g, '<a>')
        .replaceAll(/<input [^>]* readonly[^>]*>/g, '')
        // And other programs are told where a page and its picture are.
        .replaceAll(/<(link rel="canonical"|meta property="og:)[^>]*>/g, '');
      const suspicious = / style=|<style| on[a-z]+=|javascript:|https?:\/\//i.exec(text)?.[0];
      expect([name, suspicious, text.includes('<script')]).toEqual([name, undefined, form]);
    }
  });

  it('has the security headers, and no cookie', () => {
    for (const { headers } of seen) {
      const transport = headers.get('Strict-Transport-Security') ?? '';
      expect(Number(/max-age=(\d+)/.exec(transport)?.[1])).toBeGreaterThanOrEqual(31_536_000);
      // The site may be at the operator's own domain: what else is below it is not ours to decide.
      expect(transport).not.toContain('includeSubDomains');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Permissions-Policy')).toContain('camera=()');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.has('Set-Cookie')).toBe(false);
    }
  });

  it('is kept and found only when it is the same for everyone', () => {
    for (const { headers, name, path } of seen) {
      const open = /^\/(help|bad-day|sources|privacy|lesson\/one\/\w+)?$/.test(path.split('?')[0]!);
      expect([name, headers.get('Cache-Control'), headers.get('X-Robots-Tag')]).toEqual(
        open ? [name, 'public, max-age=300', null] : [name, 'no-store', 'noindex'],
      );
    }
  });
});

describe('assets', () => {
  it('are named by their content and kept for ever', async () => {
    const w = siteWorld();
    const page = await (await w.get('/')).text();
    const paths = [...new Set([...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!))];
    expect(paths).toHaveLength(6);
    for (const path of paths) {
      const { status, headers } = await w.get(path);
      expect([path, status, headers.get('Cache-Control')]).toEqual([path, 200, 'public, max-age=31536000, immutable']);
      expect(path).toMatch(/\.[0-9a-f]{10}\.(css|js|svg)$/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  it('tell whom to write to about a hole, for half a year from now', async () => {
    const w = siteWorld();
    const response = await w.get('/.well-known/security.txt');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; charset=utf-8$/i);
    expect((await response.text()).split('\n')).toEqual([
      'Contact: mailto:hello@weekwise.example',
      'Expires: 2027-05-22T12:00:00Z',
      'Preferred-Languages: en',
      'Canonical: https://weekwise.example/.well-known/security.txt',
      '',
    ]);
  });

  it('let crawlers read that a page is not for them', async () => {
    expect(await (await siteWorld().get('/robots.txt')).text()).toBe('User-agent: *\nAllow: /\n');
  });
});
