import { mkdir, rm } from 'node:fs/promises';

/** The window of a phone in the pictures of docs/. */
export const phoneScreen = { width: 390, height: 844 };

/** Pictures are kept with the code: they are as small as still reads well. */
export const jpeg = { type: 'jpeg', quality: 60 } as const;

/** Makes a folder for pictures, without those of before: some may not be taken any more. */
export async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
