export function switchOffIdleStorages(): void;
export function withStorageOfOneAtATime(module: string): unknown;
export const storagesAreCostly: boolean;
