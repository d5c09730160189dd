import { nodeFiles, type FileCalls } from '../../lib/local/storage.ts';

/** What becomes of a call to the disk. */
export type DiskFault =
  | 'ENOSPC'
  | 'EIO' /** Of a write: half of the bytes, as a full disk takes them; the rest is refused. */
  | 'short';

/** A disk that fails at will. */
export interface FailingFiles {
  files: FileCalls;
  /** Is asked at each call, with what it is called. */
  fault: (call: keyof FileCalls) => DiskFault | undefined;
}

export function failingFiles(): FailingFiles {
  const fail = (code: string): never => {
    throw Object.assign(new Error(`${code}: made to fail`), { code });
  };
  const disk: FailingFiles = {
    fault: () => undefined,
    files: {
      ...nodeFiles,
      write(descriptor, bytes, offset) {
        const fault = disk.fault('write');
        if (fault === undefined) return nodeFiles.write(descriptor, bytes, offset);
        const half = Math.floor((bytes.length - offset) / 2);
        if (fault !== 'short' || half === 0) return fail(fault === 'short' ? 'ENOSPC' : fault);
        return nodeFiles.write(descriptor, bytes.subarray(0, offset + half), offset);
      },
    },
  };
  for (const call of ['open', 'truncate', 'close', 'rename', 'remove'] as const) {
    disk.files[call] = ((...values: never[]) => {
      const fault = disk.fault(call);
      // A close that fails has closed the file all the same.
      if (call === 'close' || fault === undefined) (nodeFiles[call] as (...values: never[]) => unknown)(...values);
      return fault === undefined ? undefined : fail(fault === 'short' ? 'EIO' : fault);
    }) as never;
  }
  disk.files.open = (file, flags, mode) => {
    const fault = disk.fault('open');
    return fault === undefined ? nodeFiles.open(file, flags, mode) : fail(fault === 'short' ? 'EIO' : fault);
  };
  return disk;
}
