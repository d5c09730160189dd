import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountMailKinds } from '../../lambdas/core/mail-kinds.ts';
import { checkContent } from '../../lib/content/check-content.ts';
import { contrast, contrastFindings } from '../../lib/content/contrast.ts';
import { readingGrade } from '../../lib/content/reading-grade.ts';
import { hasSpamAssassin, spamFindings } from '../../lib/content/spam-score.ts';
import { openWorkshop } from '../../lib/content/workshop.ts';
import { ProjectCopy, projectRoot, seriesPath } from '../templates/project-copy.ts';

const lesson = `${seriesPath}/lessons/01-spot-the-loop.mjml`;

test('nothing that was written for people is to mend', async () => {
  const workshop = await openWorkshop(projectRoot);
  expect(await checkContent(workshop)).toEqual([]);
  expect(workshop.mails.length).toBe(workshop.lessons.length * 3 + workshop.series.length * accountMailKinds.length);
}, 60_000);

describe('a lesson that is bad on purpose is found out:', () => {
  let project: ProjectCopy;
  beforeEach(async () => {
    project = await ProjectCopy.make();
  });
  afterEach(() => project.remove());
  const findings = async () =>
    (await checkContent(await openWorkshop(project.root))).map(
      ({ file, line, message }) => `${file}:${line}: ${message}`,
    );

  test.each<[string, string, string, RegExp]>([
    ['a promise of a cure', 'Noticing is a first step', 'Noticing cures a lot. It is a first step', /says "cures"/],
    ['an order', 'It shows you what', 'You should know that it shows you what', /says "You should"/],
    ['shouting', 'It shows you what you may like to practise.', 'It shows you what to practise!', /says "!"/],
    [
      'blame in a reminder',
      'preheader: Two minutes with a pen are plenty.',
      'preheader: It is all in your head, but a pen is plenty.',
      /says "all in your head"/,
    ],
    [
      'hard words',
      'Noticing is a first step, not a treatment.',
      `${'Psychophysiological interdependencies necessitate differentiated interoceptive attentional reallocation, notwithstanding multidimensional biopsychosocial heterogeneity. '.repeat(4)}`,
      /reads at grade \d+/,
    ],
    [
      'too many words',
      'Noticing is a first step',
      `${'A cat sat. '.repeat(120)} Noticing is`,
      /has \d+ words; a lesson has 200 to 400/,
    ],
    ['a part that is missing', '<h2>A common snag</h2>', '', /lacks "A common snag"/],
    [
      'the same sentence twice',
      'Noticing is a first step, not a treatment.',
      'That does not make the pain less real, and it does not mean that stress caused it. Noticing is a first step, not a treatment.',
      /says the same as templates\/\S+:\d+/,
    ],
    ['html that is none', '<p>Noticing is', '<p><b id="a"></b><b id="a"></b>Noticing is', /is not valid html/],
    [
      'a picture without words',
      'Noticing is a first step',
      '<img src="x.png" alt="" /> Noticing is a first step',
      /without words for who/,
    ],
    [
      'a picture of somebody else',
      'Noticing is a first step',
      '<img src="https://x.example/p.gif" alt="A dog" width="1" height="1" /> Noticing',
      /none of the series' pictures/,
    ],
    [
      'a link to nowhere',
      'Noticing is a first step',
      '<a href="{{link.sources}}#nowhere">Why</a> Noticing is',
      /"nowhere", which is no lesson/,
    ],
    ['a mail that is cut off', 'Noticing is a first step', `${'<b></b>'.repeat(9_000)} Noticing`, /bytes of html/],
    [
      'style that few know',
      'Noticing is a first step',
      '<span style="backdrop-filter: blur(2px)">Noticing</span>',
      /uses backdrop-filter|uses filter/,
    ],
  ])('%s', async (_, from, to, message) => {
    const text = await project.read(lesson);
    await project.edit(lesson, from, to);
    const found = await findings();
    expect(found.find((line) => message.test(line))).toMatch(/^templates\/series\/.*:\d+: /);
    expect(await project.read(lesson)).not.toBe(text);
  });

  test('names the line on which a word stands', async () => {
    await project.edit(lesson, 'Noticing is a first step', 'Noticing cures. It is a first step');
    expect(await findings()).toContainEqual(
      expect.stringContaining(`${await project.place(lesson, 'cures')}: says "cures"`),
    );
  });
});

test('colours too near to each other are found in both palettes, and where a program inverts them', () => {
  const grey = {
    paper: '#ffffff',
    sheet: '#ffffff',
    ink: '#999999',
    muted: '#777777',
    rule: '#eeeeee',
    accent: '#1f5a50',
    onAccent: '#ffffff',
    warm: '#b3552e',
    practice: '#ffffff',
    care: '#ffffff',
  };
  const messages = contrastFindings({ tokens: { light: grey, dark: grey } as never }).map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringContaining('ink on sheet (light) has a contrast of 2.85'));
  expect(messages).toContainEqual(expect.stringContaining('(dark)'));
  expect(messages).toContainEqual(expect.stringContaining('(light, inverted)'));
  expect(contrast('#000000', '#ffffff')).toBe(21);
});

test('easy words read easily', () => {
  expect(readingGrade('The cat sat on the mat.')).toBeLessThan(2);
  expect(readingGrade('Institutional considerations predominate universally.')).toBeGreaterThan(12);
});

const whereInstalled = hasSpamAssassin() ? describe : describe.skip;

whereInstalled('SpamAssassin', () => {
  test('finds a mail like spam, and nothing in a lesson', async () => {
    const { mails } = await openWorkshop(projectRoot);
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
