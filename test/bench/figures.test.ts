import { describe, expect, test } from '@jest/globals';
import { isMet, type Figure } from './figures.ts';
import { itemSizeBytes, writeUnitsOf } from './item-size.ts';
import { withBlock, withSections } from './record.ts';
import { ratios, spreadOf } from './spread.ts';

test('a spread has the least, the middle and the most; of nothing there is none', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5);
  expect(() => spreadOf([])).toThrow('Nothing was measured');
});

test('ratios are taken round by round', () => {
  expect(ratios([2, 9, 4], [1, 3, 4])).toEqual({ min: 1, median: 2, max: 3 });
});

describe('a goal', () => {
  const figure = (value: number, goal: object) => ({ what: 'x', spread: undefined, value, unit: '', goal }) as Figure;
  test.each([
    [1.15, { atMost: 1.15 }, true],
    [1.154, { atMost: 1.15 }, true],
    [1.16, { atMost: 1.15 }, false],
    [4.99, { atLeast: 5 }, false],
    [5, { atLeast: 5 }, true],
  ])('%d against %j: %s', (value, goal, met) => {
    expect(isMet(figure(value, goal))).toBe(met);
  });

  test('is neither met nor missed where there is none', () => {
    expect(isMet({ what: 'x', spread: undefined, value: 1, unit: '' })).toBeUndefined();
  });
});

test('items are as large as DynamoDB counts them', () => {
  expect(itemSizeBytes({ name: 'Ann', left: undefined })).toBe(7);
  expect(itemSizeBytes({ é: 'é' })).toBe(4);
  expect(itemSizeBytes({ a: ['b', true] })).toBe(1 + 3 + 2 + 2);
  expect([0, 1024, 1025].map(writeUnitsOf)).toEqual([1, 1, 2]);
});

test('figures go between the marks of a page, and nowhere else', () => {
  const page = 'Before\n<!-- bench: begin; written by npm run bench -->old<!-- bench: end -->\nAfter';
  const next = withBlock(page, 'new');
  expect(next).toMatch(
    /^Before\n<!-- bench: begin; written by npm run bench -->\n\nnew\n\n<!-- bench: end -->\nAfter$/,
  );
  expect(() => withBlock('no marks', 'new')).toThrow('lost the markers');
});

test('a section that is measured alone takes the place of its own, or comes before the last', () => {
  const page = (block: string) =>
    `Top\n<!-- bench: begin; written by npm run bench -->\n\n${block}\n\n<!-- bench: end -->\nEnd`;
  const before = page('All of it.\n\n### A\n\nold a\n\n### Where the sender’s time goes\n\nthere\n\n![A](a.svg)');
  const after = withSections(before, '### A\n\nnew a\n\n### B (1 + 1)\n\nnew b', 'Today.');
  expect(after).toBe(
    page(
      'All of it.\n\n### A\n\nToday.\n\nnew a\n\n### B (1 + 1)\n\nToday.\n\nnew b\n\n### Where the sender’s time goes\n\nthere\n\n![A](a.svg)',
    ),
  );
  const again = withSections(after, '### B (1 + 1)\n\nnewer', 'Later.');
  expect(again).toContain('### B (1 + 1)\n\nLater.\n\nnewer\n\n### Where');
  expect(again).not.toContain('new b');
});
