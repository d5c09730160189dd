import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountMailKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import { loadLanguage, loadSeries } from '../../../lib/templates/load-series.ts';
import { exampleFields } from '../../../lib/templates/example-fields.ts';
import { readReviewTexts } from '../../../lib/templates/reviews/read-review-texts.ts';
import { withSignatures } from '../../../lib/templates/reviews/reviews-file.ts';
import { TemplateError } from '../../../lib/templates/source-location.ts';
import { TemplateFolder } from '../../../lib/templates/template-folder.ts';
import {
  countReviews,
  formatReviewStates,
  readReviewStates,
  reviewStates,
} from '../../../lib/content/reviews/review-states.ts';
import { sign, signaturesFor, SigningError, type ToSign } from '../../../lib/content/reviews/sign.ts';
import type { ReviewText } from '../../../lib/templates/reviews/review-text.ts';
import { ProjectCopy, seriesPath } from '../../templates/project-copy.ts';
import { translateSeries } from '../../templates/translate-series.ts';

const series = 'stress-and-back-pain';
const id = 'spot-the-loop';
const ada: Omit<ToSign, 'names'> = {
  by: 'Ada Example',
  role: 'physiotherapist',
  on: '2026-11-28',
  dueMonths: 12,
  today: '2026-11-28',
};

const text = (name: string, words: string): ReviewText => ({
  id: name,
  title: name,
  parts: [{ name: 'body', blocks: [{ kind: 'text', text: words }] }],
});

describe('a signature', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    await project.write(`${seriesPath}/reviews.yaml`, '');
  });
  afterAll(() => project.remove());
  const states = async () =>
    new Map((await readReviewStates(project.root, series, ada.today))[0]!.states.map((one) => [one.id, one]));
  /** The email of the lesson, and what its page says. */
  const emailed = async () => {
    const lesson = (await loadSeries(project.root)).find((one) => one.id === series)!.lessons[0]!;
    return { review: lesson.review, text: lesson.mail.text(exampleFields).replaceAll(/\s+/g, ' ') };
  };

  test('is shown in the email until the words change', async () => {
    expect((await states()).get(id)).toMatchObject({ state: 'unsigned', signatures: [] });
    expect((await emailed()).text).toContain('Not yet reviewed by a clinician.');

    expect(await sign(project.root, series, { ...ada, names: [id] })).toEqual({
      language: 'en',
      signed: [id, `${id}/reminders`],
    });
    expect((await states()).get(id)).toMatchObject({ state: 'signed', dueInDays: 365 });
    const signed = await emailed();
    expect(signed.review).toEqual({ by: 'Ada Example', role: 'physiotherapist', on: '2026-11-28' });
    expect(signed.text).toContain('Reviewed by Ada Example, physiotherapist, on 28 November 2026.');
    expect(signed.text).not.toContain('Not yet reviewed');

    // A finding that the lesson cites.
    await project.edit(`${seriesPath}/sources.yaml`, 'finding: ', 'finding: Not. ');
    const cited = await project.read(`${seriesPath}/sources.yaml`);
    await project.write(`${seriesPath}/sources.yaml`, cited.replaceAll(/finding: (?!Not)/g, 'finding: Not. '));
    expect((await states()).get(id)).toMatchObject({ state: 'changed', signatures: [{ by: 'Ada Example' }] });
    expect((await states()).get(`${id}/reminders`)).toMatchObject({ state: 'signed' });
    expect((await emailed()).text).toContain('Not yet reviewed by a clinician.');
  });

  test('is under everything that a series says, shared signs, pages and what follows a check-in among it', async () => {
    const found = await readReviewTexts(series, new TemplateFolder(project.root));
    expect(found.map((one) => one.id)).toEqual([
      id,
      `${id}/reminders`,
      ...accountMailKinds.map((kind) => `mails/${kind}`),
      'mails/coaching',
      'mails/signs',
      'pages/help',
      'pages/bad-day',
      'pages/landing',
    ]);
    for (const { parts } of found) expect(parts.every(({ blocks }) => blocks.length > 0)).toBe(true);
    const said = (name: string) => JSON.stringify(found.find((one) => one.id === name));
    expect(said('mails/welcome')).toContain('numbness or tingling between your legs');
    expect(said('mails/signs')).toContain('Call your emergency number now');
    expect(said('pages/bad-day')).toContain('Breathe out slowly, ten times.');
  });

  test('in a file that cannot be read is refused by its line, and the file stays', async () => {
    const file = `${seriesPath}/reviews.yaml`;
    const before = await project.read(file);
    await project.write(file, before.replace('on: 2026-11-28', 'on: last autumn'));
    const failure = await sign(project.root, series, { ...ada, names: [id] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TemplateError);
    expect((failure as Error).message).toMatch(/reviews\.yaml:\d+: spot-the-loop 1, on: /);
    expect(await project.read(file)).toContain('last autumn');
  });
});

describe('a translation', () => {
  let project: ProjectCopy;
  beforeAll(async () => {
    project = await ProjectCopy.make();
    await translateSeries(project, seriesPath, 'es', { draft: true });
  });
  afterAll(() => project.remove());

  test('is signed apart from what it translates, and says so in its own language', async () => {
    const spanish = async () => {
      const own = await loadLanguage(project.root, series, 'es');
      return own!.lessons[0]!.mail.text(exampleFields).replaceAll(/\s+/g, ' ');
    };
    const open = async (language: string) => {
      const [{ states } = { states: [] }] = await readReviewStates(project.root, series, ada.today, language);
      return states.filter((one) => one.id.startsWith(id) && one.state !== 'signed').map((one) => one.id);
    };
    await sign(project.root, series, { ...ada, names: 'all' });
    expect([await open('en'), await open('es')]).toEqual([[], [id, `${id}/reminders`]]);
    expect(await spanish()).toContain('Aún sin revisión de personal sanitario.');

    const signed = await sign(project.root, series, { ...ada, names: [id], role: 'fisioterapeuta' }, 'es');
    expect(signed).toEqual({ language: 'es', signed: [id, `${id}/reminders`] });
    expect(await open('es')).toEqual([]);
    expect(await project.read(`${seriesPath}/languages/es/reviews.yaml`)).toContain('role: fisioterapeuta');
    expect(await spanish()).toContain('Revisión de Ada Example, fisioterapeuta, el 28 de noviembre de 2026.');
  });

  test('counts before a deployment only where people get it', async () => {
    const draft = await countReviews(project.root, [series], ada.today);
    expect(draft.unsigned).toBe(0);
    await project.edit(`${seriesPath}/languages/es/series.yaml`, 'draft: true', 'draft: false');
    await project.write('templates/words/es/language.yaml', 'draft: false\n');
    const { all, unsigned } = await countReviews(project.root, [series], ada.today);
    expect(all).toBe(2 * draft.all);
    expect(unsigned).toBeGreaterThan(0);
  });
});

describe('recording', () => {
  const texts = [text('one', 'Rest.'), text('one/reminders', 'Rest now.'), text('two', 'Move.')];
  const [first] = reviewStates(texts, {}, ada.today);
  const names = (...wanted: string[]) => [...signaturesFor(texts, { ...ada, names: wanted }).keys()];

  test('a lesson stands for its reminders, unless the words that were read are named', () => {
    expect(names('one')).toEqual(['one', 'one/reminders']);
    expect(names(`one@${first!.words}`, 'two')).toEqual(['one', 'two']);
    expect([...signaturesFor(texts, { ...ada, names: 'all' }).keys()]).toEqual(['one', 'one/reminders', 'two']);
  });

  test.each([
    [{ names: ['three'] }, 'no text "three"'],
    [{ names: ['one@0123456789abcdef'] }, 'has changed since the sheet with 0123456789abcdef was made'],
    [{ on: '2026-11-29' }, 'is yet to come'],
    [{ by: 'Ada {{firstName}}' }, 'must be on one line, without brackets'],
    [{ by: 'Ada\nExample' }, 'must be on one line, without brackets'],
    [{ role: ' ' }, 'role: '],
  ])('%j is refused in one sentence', (changes, message) => {
    const wrong = () => signaturesFor(texts, { ...ada, names: ['one'], ...changes });
    expect(wrong).toThrow(SigningError);
    expect(wrong).toThrow(message);
  });

  test('keeps what others signed and what else the file says, and takes the place of one’s own', () => {
    const by = (name: string, on: string) => signaturesFor(texts, { ...ada, names: ['two'], by: name, on });
    let file = `# ours\n${withSignatures('', by('Ada', '2026-11-01'))}`;
    file = withSignatures(file, by('Bo', '2026-11-02'));
    file = withSignatures(file, by('Ada', '2026-11-03'));
    expect(file).toContain('# ours');
    expect([...file.matchAll(/by: (\w+)\n.*\n\s+on: (\S+)/g)].map(([, who, on]) => [who, on])).toEqual([
      ['Bo', '2026-11-02'],
      ['Ada', '2026-11-03'],
    ]);
  });
});

test('the list says what nobody signed, what changed, and what is due, with days', () => {
  const before = [text('one', 'Rest.'), text('two', 'Move.'), text('three', 'Walk.'), text('four', 'Sit.')];
  const signed = (names: string[], on: string) => signaturesFor(before, { ...ada, names, on });
  const reviews = Object.fromEntries(
    [
      ...signed(['one', 'two'], '2025-12-18'),
      ...signed(['three'], '2026-06-01'),
      ...signed(['four'], '2025-11-18'),
    ].map(([name, signature]) => [name, [signature]]),
  );
  const after = [text('one', 'Rest more.'), ...before.slice(1), text('five', 'New.')];
  expect(formatReviewStates('s', reviewStates(after, reviews, ada.today))).toBe(
    [
      's: 3 of 5 texts are signed as they are now.',
      '',
      'Changed since they were signed:',
      '  one    signed by Ada Example, physiotherapist, on 2025-12-18',
      '',
      'Signed by nobody:',
      '  five   five',
      '',
      'To be read again:',
      '  two    in 20 days, signed by Ada Example, physiotherapist, on 2025-12-18',
      '  four   10 days overdue, signed by Ada Example, physiotherapist, on 2025-11-18',
    ].join('\n'),
  );
});
