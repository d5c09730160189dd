import { expect, test } from '@jest/globals';
import { landing } from '../../../lambdas/site/kit/assets/style/landing.ts';
import { ownLessons } from '../../../lambdas/site/kit/assets/style/own-lessons.ts';
import { practice } from '../../../lambdas/site/kit/assets/style/practice.ts';
import { styleSheet } from '../../../lambdas/site/kit/assets/style/style-sheet.ts';
import { weeks } from '../../../lambdas/site/kit/assets/style/weeks.ts';

/** The class that each rule begins with. */
const classesOf = (css: string) =>
  new Set([...css.matchAll(/(?:^|[{}])\s*\.([a-z-]+)[^{}]*\{/g)].map(([, name]) => name!));

test('a class of one page is styled by that page alone', () => {
  const owners = Object.entries({ landing, ownLessons, practice, weeks }).map(([file, css]) => ({
    file,
    classes: classesOf(css),
  }));
  const shared = owners.flatMap(({ file, classes }, at) =>
    owners
      .slice(at + 1)
      .flatMap((other) =>
        [...classes].filter((name) => other.classes.has(name)).map((name) => [name, file, other.file]),
      ),
  );
  expect(shared).toEqual([]);
  expect(owners.map(({ classes }) => classes.size > 0)).toEqual(owners.map(() => true));
});

/** Left and right would stay where they are in languages that are written from right to left. */
const ofOneSide =
  /(?:margin|padding|border|inset)-(?:left|right)|[{;]\s*(?:left|right):|(?:text-align|float|clear): *(?:left|right)/g;
const fourSides = /(?:margin|padding): ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);/g;

test('what stands at the side stands where a line begins or ends, not left or right', () => {
  const lopsided = (css: string) => [
    ...(css.match(ofOneSide) ?? []),
    ...[...css.matchAll(fourSides)].filter(([, , one, , other]) => one !== other).map(([rule]) => rule),
  ];
  expect(lopsided(styleSheet)).toEqual([]);
  expect(lopsided('p { left: 0; margin-left: 1em; padding: 0 1em 0 2em; margin: 0 1em 0 1em; }')).toEqual([
    '{ left:',
    'margin-left',
    'padding: 0 1em 0 2em;',
  ]);
});
