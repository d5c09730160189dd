/** Where jest keeps its matchers: `expect/build/jestMatchersObject`. */
const store = () => globalThis[Symbol.for('$$jest-matchers-object')];

/** Gives `made` of an `expect` that knows one matcher. */
function withOneMatcher(name, made) {
  const { matchers } = store();
  store().matchers = { [name]: matchers[name] };
  try {
    return made();
  } finally {
    store().matchers = matchers;
  }
}

const modifiers = ['not', 'resolves', 'rejects'];

/** Matchers that only look: asked twice, they say the same. */
const looking = new Set([
  'toBe',
  'toBeCloseTo',
  'toBeDefined',
  'toBeGreaterThan',
  'toBeGreaterThanOrEqual',
  'toBeInstanceOf',
  'toBeLessThan',
  'toBeLessThanOrEqual',
  'toBeNull',
  'toBeUndefined',
  'toContain',
  'toContainEqual',
  'toEqual',
  'toHaveLength',
  'toHaveProperty',
  'toMatch',
  'toMatchObject',
  'toStrictEqual',
]);

/**
 * Asks a matcher of jest's own by itself, without what it needs to say what is wrong; counts it where nothing is.
 *
 * @returns whether the expectation holds; undefined where the matcher threw an error
 */
function holds(name, isNot, actual, given) {
  const { matchers, state, customEqualityTesters: customTesters } = store();
  try {
    if (matchers[name].call({ isNot, promise: '', customTesters }, actual, ...given).pass === isNot) return false;
  } catch {
    return undefined;
  }
  state.assertionCalls += 1;
  state.numPassingAsserts += 1;
  return true;
}

/** Throws an error on without the lines of this file: the first line of a stack is what jest shows the code of. */
function throwAsTheirs(error) {
  error.stack = error.stack.replaceAll(/\n[^\n]*quick-expect\.js[^\n]*/g, '');
  throw error;
}

/** A matcher of a promise remembers where it was made. */
const promised =
  (matcher) =>
  (...given) => {
    try {
      return matcher(...given).catch(throwAsTheirs);
    } catch (error) {
      return throwAsTheirs(error);
    }
  };

/**
 * Jest's own `expect` makes each of its 36 matchers in six ways whenever it is called, and each gathers all that it may want to say, which is most of what
 * a passing expectation costs. This one makes only the matcher that is asked for, and most of those only when
 * something is wrong.
 */
export function quick(expect) {
  const matcherOf = (actual, way) => {
    const isOfPromise = way.includes('resolves') || way.includes('rejects');
    const made = (name) =>
      withOneMatcher(name, () => way.reduce((matchers, step) => matchers[step], expect(actual))[name]);
    return new Proxy(
      {},
      {
        get(_, name) {
          if (modifiers.includes(name)) return matcherOf(actual, [...way, name]);
          if (!Object.hasOwn(store().matchers, name)) return undefined;
          if (isOfPromise) return promised(made(name));
          if (!looking.has(name)) return made(name);
          return (...given) => {
            const held = holds(name, way.includes('not'), actual, given);
            if (held === true) return;
            try {
              made(name)(...given);
              // What can be looked at once only, such as an iterator, is empty by now: what was wrong with it would pass.
              if (held === false)
                throw new Error(
                  `${String(name)} looks twice, and found something else the second time: give it an array`,
                );
            } catch (error) {
              throwAsTheirs(error);
            }
          };
        },
      },
    );
  };
  return new Proxy(expect, {
    apply: (_, self, given) => (given.length === 1 ? matcherOf(given[0], []) : Reflect.apply(expect, self, given)),
  });
}
