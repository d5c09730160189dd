import { expect, test } from '@jest/globals';
import { landing } from '../../../lambdas/site/kit/assets/style/landing.ts';
import { ownLessons } from '../../../lambdas/site/kit/assets/style/own-lessons.ts';
import { practice } from '../../../lambdas/site/kit/assets/style/practice.ts';
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
