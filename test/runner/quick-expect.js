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
 * Jest's own `expect` makes each of its 36 matchers in six ways whenever it is called, which is most of what a passing expectation costs. This one
 * makes the matcher that is asked for.
 */
export function quick(expect) {
  const matcherOf = (actual, way) =>
    new Proxy(
      {},
      {
        get(_, name) {
          if (modifiers.includes(name)) return matcherOf(actual, [...way, name]);
          if (!Object.hasOwn(store().matchers, name)) return undefined;
          const matcher = withOneMatcher(name, () => way.reduce((made, step) => made[step], expect(actual))[name]);
          return way.includes('resolves') || way.includes('rejects') ? promised(matcher) : matcher;
        },
      },
    );
  return new Proxy(expect, {
    apply: (_, self, given) => (given.length === 1 ? matcherOf(given[0], []) : Reflect.apply(expect, self, given)),
  });
}
