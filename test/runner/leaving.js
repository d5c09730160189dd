/** What jest-worker tells a worker that has nothing more to do. */
const end = 2;

/**
 * Remembers after which file something was open that stayed open: a server, a process, a timer.
 *
 * @param read - the kinds of what is open now
 */
export function openSince(read) {
  const before = new Set(read());
  const since = new Map();
  return {
    note(path) {
      const kinds = new Set(read().filter((kind) => !before.has(kind)));
      for (const kind of since.keys()) if (!kinds.has(kind)) since.delete(kind);
      for (const kind of kinds) if (!since.has(kind)) since.set(kind, path);
    },
    /** A line for each kind that is open still. */
    left: () =>
      read()
        .filter((kind) => !before.has(kind))
        .map((kind) => `${kind} is left open, by ${since.get(kind) ?? 'the last file'} or another of its kind.`),
  };
}

/**
 * Ends a worker as soon as it is told to. Node takes more than the half second that jest waits to put a gigabyte of objects away, and jest then says that tests
 * had leaked. Those that have are named here, and their worker is left to jest.
 */
export function leaveWhenTold(open) {
  if (process.send === undefined) return;
  const onMessage = (message) => {
    if (message?.[0] !== end) return;
    process.off('message', onMessage);
    setImmediate(() => {
      const left = open.left();
      if (left.length === 0) process.exit();
      else console.error([...new Set(left)].join('\n'));
    });
  };
  process.on('message', onMessage);
}
