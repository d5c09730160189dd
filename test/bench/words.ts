import { cpus, totalmem } from 'node:os';
import { number, table } from '../../lib/cost/table.ts';
import { figuresOf, isMet, type Figure } from './figures.ts';
import type { Measurements } from './measure.ts';
import type { ProfileLine } from './profile.ts';

/** Figures as text: Markdown that reads well on a terminal, too. */

/** What it was measured on; no name of the machine and no path. */
export function formatMachine(): string {
  const [first] = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores (${first?.model.trim() || process.arch}), ${memoryGb} GB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

export function formatBench(measured: Partial<Measurements>): string {
  const parts = figuresOf(measured).map(
    ([heading, figures]) => `### ${heading}\n\n${figureTable(figures)}${missed(figures)}`,
  );
  const profile = measured.sender?.profile ?? [];
  return [
    ...parts,
    ...(profile.length > 0 ? [`### Where the sender’s time goes\n\n${profileTable(profile)}`] : []),
  ].join('\n\n');
}

function figureTable(figures: Figure[]): string {
  const rows = figures.map(({ what, spread, value, unit, goal }, index) => {
    const [min, median, max] =
      spread === undefined
        ? ['', number(value ?? 0), '']
        : [number(spread.min), number(spread.median), number(spread.max)];
    const met = isMet(figures[index]!);
    const wanted = goal === undefined ? '' : `${goal.atMost === undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`}`;
    return [what, min!, median!, max!, unit, wanted, met === undefined ? '' : met ? 'met' : '**missed**'];
  });
  return table(['what', 'min', 'median', 'max', 'unit', 'goal', ''], rows);
}

/** Why a goal was missed, under its table. */
function missed(figures: Figure[]): string {
  const reasons = figures
    .filter((figure) => isMet(figure) === false)
    .map(({ what, goal }) => `- *${what}*: ${goal!.limit}`);
  return reasons.length === 0 ? '' : `\n\nMissed:\n\n${[...new Set(reasons)].join('\n')}`;
}

function profileTable(profile: readonly ProfileLine[]): string {
  const shown = profile.filter(({ share }) => share >= 0.005);
  return table(
    ['part', 'share of the time'],
    shown.map(({ part, share }) => [part, `${(share * 100).toFixed(1)} %`]),
  );
}
