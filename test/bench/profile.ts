import { Session } from 'node:inspector/promises';
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** One part of the program and its share of the processor time that was not idle. */
export interface ProfileLine {
  part: string;
  share: number;
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  children?: number[];
}

interface Profile {
  nodes: ProfileNode[];
  samples?: number[];
  timeDeltas?: number[];
}

/** Microseconds between two samples. */
const intervalUs = 200;

/** Samples some work and sums its own time by part of the program, largest first. */
export async function profileOf(work: () => Promise<unknown>): Promise<ProfileLine[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  await session.post('Profiler.start');
  await work();
  const { profile } = (await session.post('Profiler.stop')) as { profile: Profile };
  session.disconnect();
  const timeOf = new Map<number, number>();
  for (const [index, id] of (profile.samples ?? []).entries()) {
    timeOf.set(id, (timeOf.get(id) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
  }
  const parts = new Map<string, number>();
  const partOfNode = partsOf(profile.nodes);
  for (const { id } of profile.nodes) {
    const part = partOfNode.get(id);
    if (part !== undefined) parts.set(part, (parts.get(part) ?? 0) + (timeOf.get(id) ?? 0));
  }
  const total = [...parts.values()].reduce((sum, time) => sum + time, 0);
  return [...parts].map(([part, time]) => ({ part, share: time / total })).sort((a, b) => b.share - a.share);
}

/** What is built into V8 (regular expressions, strings, maps) belongs to its caller. */
function partsOf(nodes: readonly ProfileNode[]): Map<number, string | undefined> {
  const parts = new Map<number, string | undefined>();
  const callerOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  // Callers stand before whom they call.
  for (const { id, callFrame } of nodes) {
    parts.set(id, partOf(callFrame) ?? (isIdle(callFrame) ? undefined : parts.get(callerOf.get(id) ?? -1)));
  }
  return parts;
}

const isIdle = ({ functionName }: ProfileNode['callFrame']) => functionName === '(idle)' || functionName === '(root)';

function partOf({ functionName, url, lineNumber, columnNumber }: ProfileNode['callFrame']): string | undefined {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (functionName === '(program)') return 'outside JavaScript';
  if (url.startsWith('node:'))
    return /^node:(_http|net|internal\/(streams?|stream_|net))/.test(url) ? 'Node: HTTP and sockets' : 'Node: other';
  if (!url.startsWith('file:')) return undefined;
  const entry = findSourceMap(fileURLToPath(url))?.findEntry(lineNumber, columnNumber);
  return named(entry !== undefined && 'originalSource' in entry ? entry.originalSource : url);
}

function named(source: string): string {
  const [, ...found] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  const library = found[0];
  if (library !== undefined) {
    if (/^@(aws-sdk|smithy|aws-crypto)\//.test(library)) return 'AWS SDK';
    return library;
  }
  const [own] = /(lambdas\/[a-z]+|build\/templates|lib\/[a-z]+)/.exec(source) ?? [];
  return own ?? 'other';
}
