import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { series } from '../../build/templates.js';
import { tokens } from '../../build/tokens.js';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import { checkContent } from '../../lib/content/check-content.ts';
import { contrast, contrastFindings } from '../../lib/content/contrast.ts';
import { hedgingFindings } from '../../lib/content/hedging.ts';
import { lengthFaults, lengthLimit } from '../../lib/content/mail-length.ts';
import { readingGrade } from '../../lib/content/reading-grade.ts';
import { hasSpamAssassin } from '../../lib/content/has-spam-assassin.ts';
import { spamFindings } from '../../lib/content/spam-score.ts';
import { uncitedFindings } from '../../lib/content/uncited.ts';
import { openWorkshop } from '../../lib/content/workshop.ts';
import { runHere } from '../support/command-line.ts';
import { ProjectCopy, projectRoot, seriesPath } from '../templates/project-copy.ts';

const markdown = `${seriesPath}/lessons/01-spot-the-loop.md`;

test('series check finds nothing to fix in what was written for people', async () => {
  const { mails, findings } = JSON.parse((await runHere('--json', 'series', 'check')).out) as {
    mails: number;
    findings: object[];
  };
  expect(findings).toEqual([]);

  const lessons = series.flatMap((one) => [...one.lessons, ...one.branches.flatMap((branch) => branch.lessons)]);
  // Of the first course, all are there in Spanish too, and those about an account in German.
  const inOne = lessons.length * 3 + series.length * accountMailKinds.length;
  expect(mails).toBe(2 * inOne + accountMailKinds.length);
}, 60_000);

test('series check of a series that is not there names the nearest', async () => {
  const { err, code } = await runHere('series', 'check', 'stress-and-bak-pain');
  expect(err).toContain('There is no series "stress-and-bak-pain" (did you mean stress-and-back-pain?). Known here:');
  expect(code).toBe(2);
});

let opened: ReturnType<typeof openWorkshop> | undefined;
/** What we wrote ourselves, read once for all tests that only read it. */
const ours = () => (opened ??= openWorkshop(projectRoot));

type Fault = [what: string, from: string, to: string, message: RegExp];

/** A sentence of the lesson, which every fault leaves for the next. */
const first = 'This week is mostly for looking, as you would look at a map before you set out.';
/** Faults that do not hide each other: one lesson has them all, since to read and check a project is most of the work. */
const faults: Fault[] = [
  ['html that is none', first, `<b id="a"></b><b id="a"></b>${first}`, /is not valid html: Duplicate ID "a"/],
  ['a promise of a cure', first, `Noticing cures a lot. ${first}`, /says "cures"/],
  ['shouting', 'The pain is real all the same.', 'The pain is real!', /says "!"/],
  ['an order', 'You do not have to know, because', 'You should know that', /says "You should"/],
  [
    'blame in a reminder',
    'preheader: Two minutes with a pen are plenty.',
    'preheader: It is all in your head, but a pen is plenty.',
    /says "all in your head"/,
  ],
  [
    'the same sentence twice',
    first,
    `Think of a day when everything went wrong at once. ${first}`,
    /says the same as templates\/\S+:\d+/,
  ],
  [
    'a picture without words',
    first,
    `<img src="{{link.pictures}}x.png" alt="" /> ${first}`,
    /shows x\.png without words for people who/,
  ],
  [
    'a picture that is not there',
    first,
    `<img src="{{link.pictures}}p.png" alt="A dog" width="1" height="1" /> ${first}`,
    /shows p\.png, which is none of the series' pictures/,
  ],
  ['a link to nowhere', first, `<a href="{{link.sources}}#nowhere">Why</a> ${first}`, /"nowhere", which is no lesson/],
  ['a mail that is cut off', first, `${'<b></b>'.repeat(9_000)} ${first}`, /bytes of html/],
  [
    'style that few know',
    first,
    `<span style="backdrop-filter: blur(2px)">Well.</span> ${first}`,
    /uses backdrop-filter|uses filter/,
  ],
];
/** Many easy words would make it easy. */
const hardWords: Fault[] = [
  [
    'hard words',
    first,
    `${'Psychophysiological interdependencies necessitate differentiated interoceptive attentional reallocation, notwithstanding multidimensional biopsychosocial heterogeneity. '.repeat(9)}`,
    /reads at grade \d+/,
  ],
];

describe('a lesson that is bad on purpose is found out:', () => {
  describe.each([
    ['by itself', hardWords],
    ['among others', faults],
  ])('%s,', (_, together) => {
    let project: ProjectCopy;
    let found: string[];
    let cures: string;
    beforeAll(async () => {
      project = await ProjectCopy.make();
      const lesson = await project.asMjml(markdown);
      for (const [, from, to] of together) await project.edit(lesson, from, to);
      cures = await project.place(lesson, 'cures');
      found = (await checkContent(await openWorkshop(project.root))).map(
        ({ file, line, message }) => `${file}:${line}: ${message}`,
      );
    });
    afterAll(() => project.remove());

    test.each(together)('%s', (_what, _from, _to, message) => {
      expect(found.find((line) => message.test(line))).toMatch(/^templates\/series\/.*:\d+: /);
    });

    if (together === faults)
      test('on the line on which a word stands', () => {
        expect(found).toContainEqual(expect.stringContaining(`${cures}: says "cures"`));
      });
  });
});

test('an email that is longer than people read is a fault, by kind and limit', async () => {
  const { mails, series: all } = await ours();
  const long = (name: string, html: string) => {
    const one = mails.find((mail) => mail.name === name)!;
    return { ...one, mail: { ...one.mail, html: () => `<html><body>${html}</body></html>` } };
  };
  const faultsOf = (name: string, html: string) => {
    const { mail, ...of } = long(name, html);
    const limit = lengthLimit(of, all);
    return limit === undefined ? [] : lengthFaults(mail, limit);
  };
  const words = (count: number) => `<p>${'word '.repeat(count)}</p>`;
  const limits = {
    'spot-the-loop': 500,
    'slow-breathing': 450,
    'flare-up-now': 400,
    'slow-breathing, reminder 1': 110,
  };
  for (const [name, max] of Object.entries(limits)) {
    expect(faultsOf(name, words(max))).toEqual([]);
    expect(faultsOf(name, words(max + 1))).toEqual([`has ${max + 1} words, foot and all; at most ${max} are read`]);
  }
  const practice = (count: number) => `<ol><li>${words(count)}</li></ol>`;
  expect(faultsOf('slow-breathing', practice(60))).toEqual([]);
  expect(faultsOf('slow-breathing', practice(61))).toEqual([
    'has a practice of 61 words; 60 fit on the first screen of a phone',
  ]);
  expect(faultsOf('welcome', words(900))).toEqual([]);
});

test('prose may doubt once; every further sentence that does is a fault, and the practice is left alone', async () => {
  const { lessons, series: all } = await ours();
  const lines = [
    '<ol><li>Not sure? Begin.</li></ol></mj-section>',
    '<p>Nobody knows. It is said.</p>',
    '<p>One small study found more.</p>',
  ];
  const body = lines.map((text, index) => ({ text, place: { file: 'a.md', line: index + 1 } }));
  expect(hedgingFindings({ lessons: [{ ...lessons[0]!, body }], series: all })).toEqual([
    { file: 'a.md', line: 3, message: expect.stringContaining('doubts once more: "One small study found more."') },
  ]);
  expect(hedgingFindings({ lessons: [{ ...lessons[0]!, body: body.slice(0, 2) }], series: all })).toEqual([]);
});

test('a source that no lesson cites is named, on its line', async () => {
  const { lessons, ...others } = await ours();
  expect(await uncitedFindings({ ...others, lessons })).toEqual([]);
  const fewer = lessons.filter(({ value }) => value.id !== 'slow-breathing');
  expect((await uncitedFindings({ ...others, lessons: fewer })).map(({ message }) => message)).toEqual([
    'no lesson cites "balban-2023": cite it, or delete it',
  ]);
});

test('colours too near to each other are found in both palettes, and where a program inverts them', () => {
  const grey = Object.fromEntries(Object.keys(tokens.light).map((name) => [name, '#ffffff']));
  Object.assign(grey, { ink: '#999999', accent: '#1f5a50' });
  const messages = contrastFindings({ tokens: { light: grey, dark: grey } as never }).map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringContaining('ink on sheet (light) has a contrast of 2.85'));
  expect(messages).toContainEqual(
    expect.stringContaining('edge on sheet (dark) has a contrast of 1.00; an edge needs 3'),
  );
  expect(messages).toContainEqual(expect.stringContaining('(light, inverted)'));
  expect(contrast('#000000', '#ffffff')).toBe(21);
});

test('the colours of the templates stand out from every ground that they stand on', () => {
  expect(contrastFindings({ tokens })).toEqual([]);
});

test('easy words read easily', () => {
  expect(readingGrade('The cat sat on the mat.')).toBeLessThan(2);
  expect(readingGrade('Institutional considerations predominate universally.')).toBeGreaterThan(12);
});

const whereInstalled = hasSpamAssassin() ? describe : describe.skip;

whereInstalled('SpamAssassin', () => {
  test('finds a mail like spam, and nothing in a lesson', async () => {
    const { mails } = await ours();
    const text = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    const spam = {
      subject: () => 'MAKE MONEY FAST',
      html: () => `<html><body><p>${text}</p></body></html>`,
      text: () => text,
    };
    const found = await spamFindings({ mails: [mails[0]!, { ...mails[0]!, name: 'spam', mail: spam }, mails[1]!] });
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/^spam scores 1\d{3}/)]);
  }, 60_000);
});
