import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ensurePrivateFolder } from '../../lib/local/data-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();
let count = 0;
let folder: string;
let said: string[];
let restore: (() => void) | undefined;

beforeEach(() => {
  folder = place(`data-${++count}`);
  said = [];
});
afterEach(() => {
  restore?.();
  restore = undefined;
});
const ensure = () => (restore = ensurePrivateFolder(folder, (sentence) => void said.push(sentence)));
const modeOf = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o777).toString(8);
/** Makes what everybody may read. */
const openFolder = (...path: string[]) => {
  mkdirSync(join(folder, ...path), { recursive: true });
  chmodSync(join(folder, ...path), 0o755);
};
const openFile = (...path: string[]) => {
  writeFileSync(join(folder, ...path), 'Dear Ann');
  chmodSync(join(folder, ...path), 0o644);
};

// Windows has no such rights.
(process.platform === 'win32' ? describe.skip : describe)('a data folder', () => {
  test('is made for its owner alone, and so is what is written into it', () => {
    ensure();
    mkdirSync(join(folder, 'mail'));
    writeFileSync(join(folder, 'mail', 'one.eml'), 'Dear Ann');
    expect([modeOf(), modeOf('mail'), modeOf('mail', 'one.eml')]).toEqual(['700', '700', '600']);
    expect(said).toEqual([]);
  });

  test('leaves the process as it was', () => {
    const before = process.umask(0o022);
    ensure()();
    expect(process.umask(before)).toBe(0o022);
    restore = undefined;
  });

  test('that others had access to is closed to them, which is said once', () => {
    openFolder();
    openFolder('mail');
    openFile('mail', 'one.eml');
    openFile('clock.json');
    ensure()();
    expect([modeOf(), modeOf('mail'), modeOf('mail', 'one.eml'), modeOf('clock.json')]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ]);
    expect(said).toEqual([`Other users of this machine had access to ${folder}: now only its owner has.`]);
    ensure();
    expect(said).toHaveLength(1);
  });

  test('that holds other things too keeps their rights, and its own', () => {
    openFolder();
    openFolder('mail');
    openFolder('photos');
    openFile('photos', 'cat.jpg');
    ensure();
    expect([modeOf(), modeOf('mail'), modeOf('photos'), modeOf('photos', 'cat.jpg')]).toEqual([
      '755',
      '700',
      '755',
      '644',
    ]);
  });

  test('changes nothing behind a symbolic link', () => {
    openFolder();
    const elsewhere = place(`elsewhere-${count}`);
    mkdirSync(elsewhere);
    chmodSync(elsewhere, 0o755);
    symlinkSync(elsewhere, join(folder, 'mail'));
    ensure();
    expect(modeOf('mail')).toBe('755');
    expect(modeOf()).toBe('700');
  });
});
