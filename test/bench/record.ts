import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import type { Measured } from '../../lib/cost/measured.ts';
import type { Measurements } from './measure.ts';
import { plot } from './plot.ts';
import { spreadOf } from './spread.ts';
import { formatBench, formatMachine } from './words.ts';

/** Writes what was measured where it is read: docs/performance.md, its pictures, and the counts that `npm run cost` takes. */

const markers = { begin: '<!-- bench: begin; written by npm run bench -->', end: '<!-- bench: end -->' };

/** Puts the figures between the markers of a page. @throws when it has none */
export function withBlock(page: string, block: string): string {
  const begin = page.indexOf(markers.begin);
  const end = page.indexOf(markers.end);
  if (begin < 0 || end < begin) throw new Error('docs/performance.md has lost the markers of its figures');
  return `${page.slice(0, begin + markers.begin.length)}\n\n${block}\n\n${page.slice(end)}`;
}

/** Puts sections in the place of those of the same heading, and what is new before the one where the time goes; `note` says when they were measured. */
export function withSections(page: string, sections: string, note: string): string {
  const block = page.slice(page.indexOf(markers.begin) + markers.begin.length, page.indexOf(markers.end)).trim();
  const next = sections.split(/^(?=### )/m).reduce((before, section) => {
    const [heading = '', ...rest] = section.trim().split('\n');
    const dated = `${heading}\n\n${note}\n${rest.join('\n')}\n\n`;
    const old = new RegExp(
      `^${heading.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\n[\\s\\S]*?(?=^### |^!\\[|$(?![\\s\\S]))`,
      'm',
    );
    if (old.test(before)) return before.replace(old, () => dated);
    return before.replace(/^(?=### Where the sender’s time goes)|$(?![\s\S])/m, () => dated);
  }, `${block}\n`);
  return withBlock(page, next.trim());
}

/** The same on docs/performance.md. Pictures and counts stay as they are. */
export async function recordSections(
  measured: Partial<Measurements>,
  sizes: { name: string },
  date: string,
): Promise<void> {
  const path = join(roots.project, 'docs', 'performance.md');
  const note = `Measured on ${date}, ${sizes.name} size: ${formatMachine()}.`;
  await writeFile(path, withSections(await readFile(path, 'utf8'), formatBench(measured), note));
}

export async function record(measured: Measurements, sizes: { name: string }, date: string): Promise<void> {
  const path = join(roots.project, 'docs', 'performance.md');
  const plots =
    '![Requests and live heap by the size of a slot](pictures/planning.svg)\n\n![Processor time by the size of a slot](pictures/planning-cpu.svg)';
  const head = `Measured on ${date}, ${sizes.name} size: ${formatMachine()}.`;
  await writeFile(path, withBlock(await readFile(path, 'utf8'), `${head}\n\n${formatBench(measured)}\n\n${plots}`));
  const pictures = join(roots.project, 'docs', 'pictures');
  await mkdir(pictures, { recursive: true });
  await writeFile(join(pictures, 'planning.svg'), growthPlot(measured.planning));
  await writeFile(join(pictures, 'planning-cpu.svg'), cpuPlot(measured.planning));
  const counts = `${JSON.stringify(countsOf(measured, date), undefined, 2)}\n`;
  await writeFile(join(roots.project, 'lib', 'cost', 'measured.json'), counts);
}

/** What the bill is computed from. */
export function countsOf({ sender, counting }: Pick<Measurements, 'sender' | 'counting'>, date: string): Measured {
  const full = counting.crowds.at(-1)!;
  const alone = counting.crowds[0]!;
  return {
    date,
    mailSizeBytes: sender.rawSizeBytes,
    sendCpuMicroseconds: spreadOf(sender.handler).median,
    fullBatches: { mailsPerSlot: full.crowd, sending: full.sending, evidence: full.evidence },
    onePerSlot: { sending: alone.sending },
    idleTick: counting.idleTick,
    itemSizeBytes: counting.item.map(({ sizeBytes }) => sizeBytes),
    indexEntrySizeBytes: counting.indexEntrySizeBytes,
  };
}

function growthPlot({ slots }: Measurements['planning']): string {
  return plot({
    title: 'Planning a slot: requests grow with it, memory does not',
    x: 'people in the slot',
    y: 'requests, KB',
    series: [
      { name: 'requests', points: slots.map(({ people, pages, messages }) => ({ x: people, y: pages + messages })) },
      { name: 'live heap, KB', points: slots.map(({ people, heapBytes }) => ({ x: people, y: heapBytes / 1024 })) },
    ],
  });
}

function cpuPlot({ slots }: Measurements['planning']): string {
  return plot({
    title: 'Planning a slot: processor time',
    x: 'people in the slot',
    y: 'ms of CPU (median)',
    series: [
      {
        name: 'ms of CPU',
        points: slots.map(({ people, perSecond }) => ({ x: people, y: (people / spreadOf(perSecond).median) * 1000 })),
      },
    ],
  });
}
