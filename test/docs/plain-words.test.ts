import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

type Word = readonly [found: RegExp, plain: string];

/** Names nobody: say which person or which part it is. */
const whoever: Word = [/\bwhoever\b/gi, 'anyone who'];

/** What reads as translated, and what to say instead. `mails` is right as a verb: “mails nobody”. */
const plainWords: readonly Word[] = [
  [/(?<![\w`'"/.-])mails\b(?![`'"/]| (?:nobody|you|them|it|people)\b)/gi, 'emails'],
  [/\be-mails?\b/gi, 'email'],
  [/\bmend(?:s|ed|ing)?\b/gi, 'fix'],
  [/\banew\b/gi, 'again'],
  [/\bfor ever\b/gi, 'permanently'],
  [/\bnought\b/gi, 'zero'],
  whoever,
  [/\bof theirs\b/gi, 'their'],
  [/\bof ours\b/gi, 'our'],
  [/(?<!0 |there )\bis none\b(?! of\b)/gi, 'is not, or does not exist'],
  [/\bset aside\b/gi, 'in the dead-letter queue'],
  [/\bgoes out again\b/gi, 'resumes'],
];

/** Files in which such words may stay, and why. */
const exceptions = [
  'docs/performance.md', // Its tables are what the bench measured and named.
  'docs/vocabulary.md', // It names what not to say.
  'lambdas/core/person/consent-wordings.ts', // People agreed to these very words.
];
/** Lessons of a series are their author's. */
/** Other languages have rules of their own: lib/content/wording-rules.ts. */
const isEnglish = (path: string) => !/\/languages\/|^templates\/(?:words|starter)\/(?!en\/)/.test(path);
const isLesson = (path: string) => /^templates\/series\/.*\/(?:lessons|branches)\//.test(path);

function filesIn(folder: string, kinds: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => kinds.test(path) && !isLesson(path) && !exceptions.includes(path));
}

/** Literals with a space in them, and text between tags: what a program says, without comments and names. */
function wordsOf(code: string): string {
  return code
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .split('\n')
    .map(
      (line) =>
        line.match(/'[^']* [^']*'|`[^`]* [^`]*`|>[^<>{}=;]* [^<>{}=;]*(?:<|$)|^ +[A-Z][^=;(){}]+$/g)?.join(' ') ?? '',
    )
    .join('\n');
}

/** Each as `path:line: “word”: say “plain word”`. */
function foundIn(path: string, text: string, words = plainWords): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      words.flatMap(([word, plain]) =>
        [...line.matchAll(word)].map(([found]) => `${path}:${index + 1}: “${found}”: say “${plain}”`),
      ),
    );
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('plain words', () => {
  const docs = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`);
  const written = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...filesIn('docs/decisions', /\.md$/),
  ];
  const pages = [...written, ...docs.filter((path) => path.endsWith('.md'))];
  // The help texts of all commands are docs/commands.md.
  test.each([
    [
      'the documentation, decisions, the changelog and the help texts',
      pages.filter((path) => !exceptions.includes(path)),
    ],
    ['emails and the words of pages', filesIn('templates', /\.(?:mjml|yaml|md)$/).filter(isEnglish)],
  ])('%s use them', (_, paths) => {
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.flatMap((path) => foundIn(path, read(path)))).toEqual([]);
  });

  test.each(['lambdas/site', 'lambdas/core/actions', 'lambdas/core/course', 'lambdas/core/person', 'lib/operator'])(
    'what the code in %s says uses them',
    (folder) => {
      const paths = filesIn(folder, /\.tsx?$/);
      expect(paths.length).toBeGreaterThan(5);
      expect(paths.flatMap((path) => foundIn(path, wordsOf(read(path))))).toEqual([]);
    },
  );

  test('tests name the people and parts that they are about, in comments, too', () => {
    const tests = filesIn('test', /\.(?:tsx?|js)$/).filter((path) => path !== 'test/docs/plain-words.test.ts');
    expect(tests.length).toBeGreaterThan(300);
    expect(tests.flatMap((path) => foundIn(path, read(path), [whoever]))).toEqual([]);
  });

  test('are asked for by name, and names and comments are left alone', () => {
    const code = "// whoever\nconst mails = say('Whoever mails you has e-mails to mend');\n";
    expect(foundIn('x.ts', wordsOf(code))).toEqual([
      'x.ts:2: “e-mails”: say “email”',
      'x.ts:2: “mend”: say “fix”',
      'x.ts:2: “Whoever”: say “anyone who”',
    ]);
  });
});
