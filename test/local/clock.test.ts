import { writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openClock } from '../../lib/local/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const monday = Temporal.Instant.from('2026-11-23T08:00:00Z');

/** A real time that tests move by hand. */
function realTime() {
  let nowMs = monday.epochMilliseconds;
  return { now: () => nowMs, pass: (ms: number) => (nowMs += ms) };
}

test('runs with real time until it is moved, then stands until it is let go', () => {
  const real = realTime();
  const clock = openClock({ realNow: real.now });
  real.pass(1000);
  expect(clock.now()).toEqual(monday.add({ seconds: 1 }));
  const march = Temporal.Instant.from('2027-03-01T12:00:00Z');
  clock.holdAt(march);
  real.pass(1000);
  expect(clock.now()).toEqual(march);
  clock.run();
  real.pass(1000);
  expect(clock.now()).toEqual(march.add({ seconds: 1 }));
});

test('never goes back', () => {
  const clock = openClock({ realNow: realTime().now });
  clock.holdAt(monday.add({ hours: 24 }));
  expect(() => clock.holdAt(monday)).toThrow(/cannot go back.*2026-11-24T08:00:00Z already/);
  expect(clock.now()).toEqual(monday.add({ hours: 24 }));
});

test('stays where it is across restarts, even when the process was killed while it was held', () => {
  const real = realTime();
  const file = folder('clock.json');
  openClock({ file, realNow: real.now }).holdAt(monday.add({ hours: 1000 }));
  real.pass(5000);
  expect(openClock({ file, realNow: real.now }).now()).toEqual(monday.add({ hours: 1000, seconds: 5 }));
});

test('tells its listeners of moves', () => {
  const clock = openClock({ realNow: realTime().now });
  const seen: string[] = [];
  const end = clock.onMoved(() => seen.push(clock.now().toString()));
  clock.holdAt(monday.add({ hours: 1 }));
  end();
  clock.holdAt(monday.add({ hours: 2 }));
  expect(seen).toEqual(['2026-11-23T09:00:00Z']);
});

test('a damaged file is named, with what to do', () => {
  const file = folder('damaged.json');
  writeFileSync(file, '{"offsetMs":"soon"}');
  expect(() => openClock({ file })).toThrow(/damaged\.json cannot be read .*Move it away or delete it/);
});
