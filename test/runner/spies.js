import { ModuleMocker } from 'jest-mock';

/** Spies alone: no module is ever replaced. Jest restores them after each file. */
export const jest = new ModuleMocker(globalThis);
