export function openSince(read: () => string[]): { note: (path: string) => void; left: () => string[] };
