import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approve, approveSigned, withApproved } from '../../lib/content/approved/approve.ts';
import { readApproved, writeApproved } from '../../lib/content/approved/approved-file.ts';
import {
  approvedChanges,
  emailChanges,
  formatEmailChanges,
  formatNextSteps,
  otherwiseThanApproved,
} from '../../lib/content/approved/email-changes.ts';
import { emailsOfFolder } from '../../lib/content/approved/emails-of-folder.ts';
import { readEmails, type SeriesEmails } from '../../lib/content/approved/email-words.ts';
import { readable } from '../../lib/content/reviews/words-diff.ts';
import { makeSeries } from '../../lib/content/new-series.ts';
import { blockKinds } from '../../lib/templates/reviews/blocks.ts';
import { hashOfWords, type ReviewText } from '../../lib/templates/reviews/review-text.ts';
import { anyText } from '../support/any-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
const ada = { by: 'Ada Example', on: '2026-11-28' };

const email = (id: string, ...texts: string[]): ReviewText => ({
  id,
  title: id,
  parts: [
    { name: 'subject', blocks: [{ kind: 'text', text: id }] },
    { name: 'body', blocks: texts.map((text) => ({ kind: 'text', text })) },
  ],
});
const tea = (...emails: ReviewText[]): SeriesEmails[] => [{ series: 'tea', language: 'en', emails }];
const all = (emails: SeriesEmails[]) => withApproved(emails, [], { names: 'all', ...ada });

describe('what was approved', () => {
  test('is kept whatever an email says, and is the same as long as the email is', async () => {
    const block = fc.record({ kind: fc.constantFrom(...blockKinds), text: anyText() });
    const part = fc.record({ name: fc.constantFrom('subject', 'body', 'steps.0'), blocks: fc.array(block) });
    const text = fc.record({
      id: fc.constantFrom('a', 'a/reminder-1', 'mails/welcome', 'toString'),
      title: fc.string(),
      parts: fc.uniqueArray(part, { selector: ({ name }) => name }),
    });
    const emails = fc.uniqueArray(text, { selector: ({ id }) => id, minLength: 1 });
    await fc.assert(
      fc.asyncProperty(emails, async (some) => {
        const folder = place('kept');
        for (const one of all(tea(...some))) await writeApproved(folder, one);
        expect(approvedChanges(await readApproved(folder), tea(...some))).toEqual([
          { series: 'tea', language: 'en', unchanged: some.length, changes: [], added: [] },
        ]);
      }),
      { numRuns: 25 },
    );
  });

  test('is compared email by email; the same change of many is said once, with whose approval it costs', () => {
    const before = tea(email('sip', 'Sip.', 'Stop any time.'), email('walk', 'Walk.', 'Stop any time.'), email('rest'));
    const now = tea(email('sip', 'Sip.', 'Reply.'), email('walk', 'Walk.', 'Reply.'), email('new'));
    const hashes = now[0]!.emails.map(hashOfWords);
    expect(formatEmailChanges(approvedChanges(all(before), now))).toBe(
      [
        'tea in en: 0 emails say what was approved, 3 otherwise; approved by nobody yet: new.',
        `sip@${hashes[0]}, walk@${hashes[1]} (approved by Ada Example on 2026-11-28)\n  Text: was “Stop any time.”, now “Reply.”`,
        'rest (approved by Ada Example on 2026-11-28) is sent no more',
      ].join('\n\n'),
    );
    expect(formatEmailChanges(emailChanges(before, before), '../deployed')).toBe(
      'tea in en: 3 emails say what they say in ../deployed.',
    );
  });

  test('is followed by what to do, until nothing differs: no email that is gone stays in the way', () => {
    const before = tea(email('sip', 'Sip.'), email('rest'));
    const next = (now: SeriesEmails[]) => formatNextSteps(approvedChanges(all(before), now), now);
    expect(next(before)).toEqual([]);
    expect(next(tea(email('sip', 'Sip twice.'), email('rest')))).toEqual([expect.stringMatching(/^Once somebody/)]);
    expect(next(tea(email('sip', 'Sip.')))).toEqual([
      expect.stringMatching(/forgotten once a whole series is approved/),
    ]);
    expect(next([])).toEqual(['Nobody is sent anything of that any more: delete approved/tea.en.json']);
    // What the second of these says is true.
    const now = tea(email('sip', 'Sip.'));
    expect(next(now)).not.toEqual([]);
    const again = withApproved(now, all(before), { names: 'all', ...ada });
    expect(formatNextSteps(approvedChanges(again, now), now)).toEqual([]);
  });

  test('is found changed where only a condition within a sentence is', () => {
    const [was, now] = ['Rest.{{#if first}} Stop.{{/if}}', 'Rest.{{#if last}} Stop.{{/if}}'].map((text) =>
      tea(email('rest', text)),
    );
    expect(emailChanges(was!, now!)[0]!.changes[0]!.lines).toEqual([
      'Text: was “Rest.{{#if first}} Stop.{{/if}}”, now “Rest.{{#if last}} Stop.{{/if}}”',
    ]);
  });

  test('is of all emails, or of those that are named as they were read', () => {
    const emails = tea(email('sip', 'Sip.'), email('sip/reminder-1', 'Sip?'), email('walk', 'Walk.'));
    const approvedBy = (...names: string[]) => withApproved(emails, all(tea(email('gone'))), { names, ...ada });
    expect(approvedBy('sip')[0]!.approved).toEqual(['sip', 'sip/reminder-1']);
    const one = approvedBy(`sip@${hashOfWords(emails[0]!.emails[0]!)}`)[0]!;
    expect([one.approved, [...one.emails.keys()]]).toEqual([['sip'], ['sip', 'gone']]);
    expect(() => approvedBy('sip@0123456789abcdef')).toThrow('sip says something else than when 0123456789abcdef');
    expect(() => approvedBy('slip')).toThrow('There is no email "slip" (did you mean sip?)');
    expect(() => withApproved(emails, [], { names: 'all', ...ada, by: ' ' })).toThrow('who approves them');
  });

  test('that cannot be read is told, and never taken for nothing', async () => {
    const folder = place('broken');
    await writeApproved(folder, all(tea(email('sip')))[0]!);
    await writeFile(join(folder, 'approved/tea.en.json'), '{ "sip": <<<<<<< HEAD');
    await expect(readApproved(folder)).rejects.toThrow('approved/tea.en.json cannot be read: take it from git again');
  });
});

describe('a series', () => {
  test('has its emails approved by the signature under its texts, until one says something else', async () => {
    const project = place('project');
    await makeSeries(project, 'tea-breaks');
    await approveSigned(
      project,
      { series: 'tea-breaks', language: 'en' },
      ['tea-breaks-walk-to-a-window', 'mails/welcome', 'pages/help'],
      ada,
    );
    const lesson = join(project, 'templates/series/tea-breaks/lessons/02-tea-breaks-walk-to-a-window.md');
    await writeFile(lesson, (await readFile(lesson, 'utf8')).replace('for a while, and', 'for a minute, and'));
    const now = await readEmails(project);
    // What nobody reads, such as a condition around paragraphs, is none of it.
    const blocks = now.flatMap(({ emails }) => emails).flatMap(({ parts }) => parts.flatMap((part) => part.blocks));
    expect(blocks.filter(({ text }) => readable(text) === '')).toEqual([]);
    const approved = await readApproved(project);
    const { unchanged, changes, added } = approvedChanges(approved, now)[0]!;
    expect([unchanged, changes.map(({ id, lines }) => [id, lines])]).toEqual([
      1,
      [
        [
          'tea-breaks-walk-to-a-window',
          ['Text: was “… far away for a while, and come back by …”, now “… far away for a minute, and come back by …”'],
        ],
      ],
    ]);
    expect(await otherwiseThanApproved(project, ['tea-breaks'])).toMatch(/^One approved email says something else now/);
    expect(await otherwiseThanApproved(project, ['another'])).toBe(undefined);
    expect(added).toContain('tea-breaks-walk-to-a-window/reminder-1');
    const [again] = await approve(project, { names: 'all', ...ada });
    expect(again).toMatchObject({ file: 'approved/tea-breaks.en.json', language: 'en' });
    expect(approvedChanges(await readApproved(project), now)).toEqual([
      { series: 'tea-breaks', language: 'en', unchanged: again!.approved.length, changes: [], added: [] },
    ]);
    await expect(approve(project, { names: 'all', ...ada, language: 'es' })).rejects.toThrow(
      'Nobody is written to in "es". Languages here: en',
    );
    const lines = approve(project, { names: 'all', ...ada, by: 'Ada\nExample' });
    await expect(lines).rejects.toThrow('Say on one line');
    await expect(emailsOfFolder(project)).rejects.toThrow('has no Weekwise installed: run npm ci there first.');
    await mkdir(join(project, 'bin'));
    await writeFile(join(project, 'bin/weekwise.js'), 'console.log("Hello");');
    await expect(emailsOfFolder(project)).rejects.toThrow('says its emails in another form: update this one.');
  });
});
