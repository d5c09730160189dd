import { writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openClock, readClock } from '../../lib/local/clock.ts';
import { openStorage, StorageError } from '../../lib/local/storage.ts';
import { failingFiles } from '../support/failing-files.ts';
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

test('stands while the machine goes back, and goes on when that has caught up, across a restart too', () => {
  const real = realTime();
  const file = folder('back.json');
  const clock = openClock({ file, realNow: real.now });
  clock.holdAt(monday.add({ hours: 24 }));
  clock.run();
  real.pass(60_000);
  const latest = clock.now();
  real.pass(-3_600_000);
  expect(clock.now()).toEqual(latest);
  expect(clock.standsForMs()).toBe(3_600_000);
  clock.keep();
  const reopened = openClock({ file, realNow: real.now });
  expect(reopened.now()).toEqual(latest);
  real.pass(3_600_000 + 1000);
  expect(reopened.now()).toEqual(latest.add({ seconds: 1 }));
  expect(reopened.standsForMs()).toBe(0);
});

test('goes on at once from where it is moved to while it stands', () => {
  const real = realTime();
  const clock = openClock({ realNow: real.now });
  clock.now();
  real.pass(-3_600_000);
  clock.holdAt(monday.add({ minutes: 1 }));
  clock.run();
  real.pass(1000);
  expect(clock.now()).toEqual(monday.add({ minutes: 1, seconds: 1 }));
});

test('stays where it is when the disk refuses a move, and opens with what was kept', () => {
  const real = realTime();
  const file = folder('refused.json');
  const disk = failingFiles();
  const clock = openClock({ file, realNow: real.now, storage: openStorage({ files: disk.files }) });
  clock.holdAt(monday.add({ hours: 1 }));
  for (const call of ['open', 'write', 'close', 'rename'] as const) {
    for (const fault of ['ENOSPC', 'short'] as const) {
      disk.fault = (made) => (made === call ? fault : undefined);
      expect(() => clock.holdAt(monday.add({ hours: 2 }))).toThrow(StorageError);
      expect(clock.now()).toEqual(monday.add({ hours: 1 }));
      expect(openClock({ file, realNow: real.now }).now()).toEqual(monday.add({ hours: 1 }));
    }
  }
  disk.fault = () => 'EIO';
  clock.run();
  real.pass(1000);
  expect(clock.now()).toEqual(monday.add({ hours: 1, seconds: 1 }));
});

test('another program that reads it sees each move, also of a service that was started again', () => {
  const file = folder('read.json');
  const clock = openClock({ file, realNow: () => 0 });
  const read = readClock(file, () => 0);
  expect(read.now().epochMilliseconds).toBe(0);
  for (const days of [7, 21]) {
    clock.holdAt(Temporal.Instant.fromEpochMilliseconds(days * 86_400_000));
    expect(read.now().epochMilliseconds).toBe(days * 86_400_000);
  }
  openClock({ file, realNow: () => 0 }).holdAt(Temporal.Instant.fromEpochMilliseconds(30 * 86_400_000));
  expect(read.now().epochMilliseconds).toBe(30 * 86_400_000);
});

test('a file of an earlier version is read', () => {
  const file = folder('earlier.json');
  writeFileSync(file, '{"offsetMs":3600000}\n');
  expect(openClock({ file, realNow: realTime().now }).now()).toEqual(monday.add({ hours: 1 }));
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
