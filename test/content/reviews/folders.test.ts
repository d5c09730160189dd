import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { series as compiled } from '../../../build/templates.js';
import { shareSeries } from '../../../lib/content/reviews/share.tsx';
import { writeNew, writeSheets } from '../../../lib/content/reviews/sheets.tsx';
import {
  readReviewStates,
  type ReviewedLanguage,
  type ReviewState,
} from '../../../lib/content/reviews/review-states.ts';
import { roots } from '../../../lib/roots.ts';
import type { ReviewText } from '../../../lib/templates/reviews/review-text.ts';
import { runHere } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* What is sent to a reviewer. */

const place = temporaryFolder();
const [series] = compiled;
/** Two lessons and no branch: drawing pictures is most of the work. */
const few = { ...series!, lessons: series!.lessons.slice(0, 2), branches: [] };
let texts: ReviewText[];
let states: ReviewState[];
let spanish: ReviewedLanguage;
beforeAll(async () => {
  const [first] = await readReviewStates(roots.project, few.id, '2026-11-28', 'en');
  ({ texts, states } = first!);
  [spanish] = (await readReviewStates(roots.project, few.id, '2026-11-28', 'es')) as [ReviewedLanguage];
});

describe('the sheets of a series', () => {
  const to = place('sheets');
  beforeAll(async () => void (await writeSheets(to, few, texts, states)));
  const sheet = (name: string) => readFileSync(join(to, 'sheets', `${name}.html`), 'utf8');

  test('have every text, a lesson with its reminders', () => {
    const owners = texts.filter(({ id }) => !id.endsWith('/reminders'));
    expect(readdirSync(join(to, 'sheets'))).toHaveLength(owners.length);
    const index = readFileSync(join(to, 'index.html'), 'utf8');
    for (const { id } of owners) expect(index).toContain(`href="sheets/${id.replaceAll('/', '-')}.html"`);
  });

  test('show claims, sources, cautions and steps with boxes to tick, and where to sign', () => {
    const html = sheet('slow-breathing');
    for (const words of [
      'How sure we say we are',
      'Fincham',
      'If you feel dizzy',
      'Step 3',
      'Its reminders',
      'Reminder 2, step',
    ]) {
      expect(html).toContain(words);
    }
    for (const words of ['true', 'safe', 'clear', 'would change', 'Name', 'Role', 'Date', 'Signature']) {
      expect(html).toContain(`<th>${words}</th>`);
    }
    expect(html).toContain('class="box"');
    expect(html).toMatch(
      /series review sign stress-and-back-pain slow-breathing@[0-9a-f]{16} slow-breathing\/reminders@/,
    );
    expect(html).not.toMatch(/\{\{|\[\[/);
  });

  test('of another language have its words, and the command that signs them alone', async () => {
    const es = place('hojas');
    const { source, states: own } = spanish;
    expect(spanish.texts.map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
    const about = { id: few.id, title: source.about.title, language: 'es', translated: true };
    await writeSheets(es, about, spanish.texts, own);
    const html = readFileSync(join(es, 'sheets', 'slow-breathing.html'), 'utf8');
    expect(html).toContain('<span lang="es">');
    expect(html).toMatch(/slow-breathing\/reminders@[0-9a-f]{16} --language es --by/);
    expect(html).not.toContain('If you feel dizzy');
  });

  test('are not written where there is something already', async () => {
    await expect(writeNew(to, new Map([['index.html', '']]))).rejects.toThrow('There is something in');
  });
});

test('the folder for a reviewer has every email, page and sheet; it needs no network, and nothing in it can be pressed', async () => {
  const files = await shareSeries(few, texts, states, { pictures: [] });
  const names = [...files.keys()];
  expect(names).toEqual(
    expect.arrayContaining(['index.html', 'mails/welcome.html', 'mails/slow-breathing.html', 'pages/help.html']),
  );
  const lesson = String(files.get('mails/slow-breathing.html'));
  for (const words of ['As plain text', 'Reminder 2', 'Its page on the web']) expect(lesson).toContain(words);
  const index = String(files.get('index.html'));
  for (const name of names.filter((one) => /^(mails|pages|sheets)\//.test(one)))
    expect(index).toContain(`href="${name}"`);
  for (const [name, content] of files) {
    const html = String(content).replaceAll(/<pre>[\s\S]*?<\/pre>/g, '');
    const links = [...html.matchAll(/href=(?:"|&quot;)([^"&]*)/g)].map(([, href]) => href);
    expect([name, links.filter((href) => !/^(\.\.\/index|(mails|pages|sheets)\/[\w-]+)\.html$/.test(href!))]).toEqual([
      name,
      [],
    ]);
    expect(html).not.toMatch(/prefers-color-scheme: dark/);
  }
});

test.each([
  [['review', 'sign', 'tea'], 'required option'],
  [
    ['review', 'sign', 'tea', 'x', '--by', 'Ada', '--role', 'nurse'],
    'There is no series "tea". Known here: stress-and-back-pain',
  ],
  [['review', 'sign', few.id, '--by', 'Ada', '--role', 'nurse'], 'Name the texts that were read, or give --all.'],
  [
    ['review', 'sign', few.id, 'nothing', '--by', 'Ada', '--role', 'nurse'],
    'There is no text "nothing" in this series',
  ],
  [['review', 'sign', few.id, '--all', '--by', 'Ada', '--role', 'nurse', '--on', 'May'], 'Expected a date'],
  [['review', few.id, '--language', 'fr'], 'stress-and-back-pain is not in "fr". Its languages: en, de, es'],
  [
    ['review', 'sign', few.id, 'nothing', '--language', 'fr', '--by', 'Ada', '--role', 'nurse'],
    'stress-and-back-pain is not in "fr". Its languages: en, de, es',
  ],
  [
    ['review', '--language', 'fr', 'sign', few.id, 'nothing', '--by', 'Ada', '--role', 'nurse'],
    'stress-and-back-pain is not in "fr". Its languages: en, de, es',
  ],
  [['words', 'tea'], 'There is no series "tea". Known here: stress-and-back-pain'],
  [['approve', 'tea', '--by', 'Ada'], 'There is no series "tea". Known here: stress-and-back-pain'],
  [
    ['approve', few.id, 'nothing', '--by', 'Ada', '--on', '2999-01-01'],
    '2999-01-01 is yet to come: give the day on which they were read.',
  ],
  [['diff', '--approved', '--series', 'tea'], 'There is no series "tea". Known here: stress-and-back-pain'],
  [['diff', '--words', '--against', 'no-such-version'], 'Git knows no templates/ at "no-such-version".'],
])('series %j is refused in a sentence', async (args, why) => {
  const { code, err } = await runHere('series', ...args);
  expect([code, err]).toEqual([2, expect.stringContaining(why)]);
});

test('series review says how every text stands', async () => {
  const { code, out } = await runHere('series', 'review', few.id);
  expect(code).toBe(0);
  expect(out).toMatch(/\nstress-and-back-pain in es.*: \d+ of \d+ texts are signed as they are now\./);
  expect(out).toMatch(/^stress-and-back-pain: \d+ of \d+ texts are signed as they are now\./);
  const { series: all } = JSON.parse((await runHere('--json', 'series', 'review')).out) as {
    series: { series: string; language: string; texts: object[] }[];
  };
  const own = all.filter((one) => one.series === few.id);
  expect(own.map(({ language }) => language)).toEqual(['en', 'de', 'es']);
  expect(own[0]!.texts).toHaveLength(texts.length);
  // Lessons of the German one come in English, and are signed there.
  expect(own[1]!.texts.length).toBeLessThan(texts.length);
});
