import { expect as quick, test } from '@jest/globals';

/* Ours is to say word for word what jest's own says: `quick-expect.js`. */

const own = (globalThis as unknown as { expect: typeof quick }).expect;

test('is not jest’s own, and has everything that it has', () => {
  expect(quick).not.toBe(own);
  expect(Object.keys(quick)).toEqual(Object.keys(own));
});

const expect = own;

/** What an expectation says, and the first place that it names, but for those in packages: jest shows the code there. */
async function said(check: () => unknown): Promise<[message: string, place: string] | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    const { message, stack = '' } = error as Error;
    const lines = stack.split('\n').filter((line) => line.startsWith('    at ') && !line.includes('node_modules'));
    return [message, /[\w-]+(\.[\w-]+)+/.exec(lines[0] ?? '')?.[0] ?? ''];
  }
}

const checks: Record<string, (expect: typeof quick) => unknown> = {
  'a value': (expect) => expect(1).toBe(2),
  'a value that fits': (expect) => expect(1).toBe(1),
  'the opposite': (expect) => expect(1).not.toBe(1),
  'a structure': (expect) => expect({ a: [1, 2] }).toEqual({ a: [1, expect.any(String)] }),
  'a structure that fits': (expect) => expect({ a: [1, 'b'] }).toEqual({ a: expect.arrayContaining(['b']) }),
  'an error': (expect) => expect(() => undefined).toThrow('no'),
  'a promise': (expect) => expect(Promise.resolve(1)).resolves.toBe(2),
  'a promise that fits': (expect) => expect(Promise.resolve(1)).resolves.toBe(1),
  'a promise that fails': (expect) => expect(Promise.reject(new Error('x'))).resolves.toBe(2),
  'a rejection': (expect) => expect(Promise.reject(new Error('x'))).rejects.toThrow('y'),
  'a rejection that does not come': (expect) => expect(Promise.resolve(1)).rejects.not.toThrow('y'),
  'nothing to look at': (expect) => expect(undefined).toHaveLength(1),
  'a property': (expect) => expect({ a: { b: 1 } }).toHaveProperty('a.b', 2),
  'a property that is not to be there': (expect) => expect({ a: { b: 1 } }).not.toHaveProperty('a.b'),
  'a part that fits': (expect) => expect([1, 2]).not.toContain(3),
  'a call': (expect) => expect(1).toHaveBeenCalled(),
  'no promise': (expect) => expect(1).resolves.toBe(1),
  'no matcher': (expect) => (expect(1) as unknown as { toBeNothing: () => void }).toBeNothing(),
};

test.each(Object.entries(checks))('says of %s what jest’s own says, at the same place', async (name, check) => {
  const theirs = await said(() => check(own));
  const ours = await said(() => check(quick));
  expect(theirs === undefined).toBe(name.endsWith('fits'));
  if (name === 'no matcher') expect(ours?.[0]).toContain('toBeNothing is not a function');
  else expect(ours).toEqual(theirs);
});

test('counts what was expected, and leaves the matchers as they were', () => {
  const counts = () => {
    const { assertionCalls, numPassingAsserts } = own.getState() as unknown as Record<string, number>;
    return [assertionCalls, numPassingAsserts];
  };
  const [calls, passing] = counts() as [number, number];
  quick(1).toBe(1);
  quick(1).not.toBe(2);
  expect(() => quick(1).toBe(2)).toThrow();
  expect(counts()).toEqual([calls + 4, passing + 3]);
  quick({ a: 1 }).toMatchObject({ a: 1 });
  expect(() => quick(1).toBe(2)).toThrow();
  own([1]).toContain(1);
});

test.each<[string, (expect: typeof quick) => void]>([
  ['not.toContain', (expect) => expect(new Map([[1, 2]]).values()).not.toContain(2)],
  ['toEqual', (expect) => expect([1].values()).toEqual([2].values())],
])('what can be looked at once only does not pass for that: %s', (_matcher, check) => {
  expect(() => check(own as unknown as typeof quick)).toThrow();
  expect(() => check(quick)).toThrow('give it an array');
});
