import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Memory } from '../../lib/templates/remembered.ts';

/** A memory in a folder of its own, which counts how often something was worked out. */
async function memory() {
  const folder = await mkdtemp(join(tmpdir(), 'remembered-'));
  let worked = 0;
  const memory = new Memory(folder);
  const length = (text: string, code = 'one', name = 'length') =>
    memory.remembered({ name, code: () => code, shape: z.number() }, text, (asked) =>
      Promise.resolve(((worked += 1), asked.length)),
    );
  return { folder, length, memory, worked: () => worked };
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

test('what came from the memory is known again by what it was made of', async () => {
  const { memory: ours } = await memory();
  const kind = (name: string) => ({ name, code: () => 'one', shape: z.object({ size: z.number() }) });
  const made = (text: string) => ours.remembered(kind('made'), text, async () => ({ size: text.length }));
  let judged = 0;
  const judge = (one: { size: number }) =>
    ours.remembered(kind('judged'), { one }, async (asked) => ((judged += 1), asked.one));
  for (const text of ['tea', 'tea', 'water', 'water']) expect(await judge(await made(text))).toEqual(await made(text));
  expect(judged).toBe(2);
});

test('an error is not kept', async () => {
  const { memory: ours } = await memory();
  const length = { name: 'length', code: () => 'one', shape: z.number() };
  await expect(ours.remembered(length, 'tea', () => Promise.reject(new Error('not closed')))).rejects.toThrow(
    'not closed',
  );
  expect(await ours.remembered(length, 'tea', () => Promise.resolve(3))).toBe(3);
});

test('what is worked out now is what is remembered later', async () => {
  const { memory: ours } = await memory();
  const kind = { name: 'more', code: () => 'one', shape: z.object({ says: z.string().optional() }) };
  const work = () => Promise.resolve({ says: undefined, besides: 1 });
  const now = await ours.remembered(kind, 'tea', work);
  expect(Object.keys(now)).toEqual([]);
  expect(await ours.remembered(kind, 'tea', work)).toStrictEqual(now);
});

test('what nobody asked for in a month is thrown away, the rest is not', async () => {
  const { folder, length, memory: ours } = await memory();
  await length('old');
  const [old = ''] = await readdir(folder);
  await utimes(join(folder, old), new Date('2026-01-01'), new Date('2026-01-01'));
  await length('young');
  ours.forgetOld(Date.now());
  expect(await readdir(folder)).toHaveLength(1);
  expect(await readdir(folder)).not.toContain(old);
});
