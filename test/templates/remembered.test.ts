import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { memoryIn } from '../../lib/templates/remembered.ts';

/** A memory in a folder of its own, which counts how often something was worked out. */
async function memory() {
  const folder = await mkdtemp(join(tmpdir(), 'remembered-'));
  let worked = 0;
  const using = (code: string) => memoryIn(folder, () => Promise.resolve(code));
  const length = (text: string, code = 'one', kind = 'length') =>
    using(code).remembered(kind, text, z.number(), () => Promise.resolve(((worked += 1), text.length)));
  return { folder, length, forgetOld: using('one').forgetOld, worked: () => worked };
}

test('what was worked out once is not worked out again, by another process either', async () => {
  const { length, worked } = await memory();
  expect([await length('tea'), await length('tea'), await length('coffee')]).toEqual([3, 3, 6]);
  expect(worked()).toBe(2);
});

test('another code and another kind work it out anew', async () => {
  const { length, worked } = await memory();
  await length('tea');
  await length('tea', 'two');
  await length('tea', 'one', 'other');
  expect(worked()).toBe(3);
});

test('what cannot be read, or looks otherwise, is worked out anew', async () => {
  const { folder, length, worked } = await memory();
  await length('tea');
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), '{"to');
  expect(await length('tea')).toBe(3);
  await writeFile(join(folder, name), '"three"');
  expect(await length('tea')).toBe(3);
  expect(worked()).toBe(3);
});

test('the same text may be asked for twice at once', async () => {
  const { length } = await memory();
  expect(await Promise.all(Array.from({ length: 20 }, () => length('tea')))).toEqual(
    Array.from({ length: 20 }, () => 3),
  );
});

test('an error is not kept', async () => {
  const { folder } = await memory();
  const { remembered } = memoryIn(folder, () => Promise.resolve('one'));
  const failing = () => Promise.reject(new Error('not closed'));
  await expect(remembered('length', 'tea', z.number(), failing)).rejects.toThrow('not closed');
  expect(await remembered('length', 'tea', z.number(), () => Promise.resolve(3))).toBe(3);
});

test('what nobody asked for in a month is thrown away, the rest is not', async () => {
  const { folder, length, forgetOld } = await memory();
  await length('old');
  const [old = ''] = await readdir(folder);
  await utimes(join(folder, old), new Date('2026-01-01'), new Date('2026-01-01'));
  await length('young');
  await forgetOld(Date.now());
  expect(await readdir(folder)).toHaveLength(1);
  expect(await readdir(folder)).not.toContain(old);
});
