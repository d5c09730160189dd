import { promises as dnsPromises } from 'node:dns';

/** The questions to DNS that the doctor and the deployment have. Rejects where there is no record. */
export interface Resolver {
  resolveTxt: (name: string) => Promise<string[][]>;
  resolveMx: (name: string) => Promise<{ exchange: string }[]>;
  lookup: (name: string) => Promise<unknown>;
}

export const systemResolver: Resolver = {
  resolveTxt: (name) => dnsPromises.resolveTxt(name),
  resolveMx: (name) => dnsPromises.resolveMx(name),
  lookup: (name) => dnsPromises.lookup(name),
};
