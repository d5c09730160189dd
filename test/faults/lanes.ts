import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Bundles } from './bundles.ts';
import type { FaultKind } from './faults.ts';
import type { CaseReport } from './run-case.ts';

/** What a lane is told, and what it tells. */
export type LaneTask = { bundles: Bundles; faults: FaultKind[] } | { seed: number };
export type LaneWord = { ready: true } | { report: Omit<CaseReport, 'injected'> & { injected: [FaultKind, number][] } };

/** A case takes seconds, and minutes on a machine that has much else to do; one that takes this long goes round in circles. */
const caseMsMax = 900_000;

/** Runs cases side by side, each lane a process with emulators and children of its own. Answers in the order of the seeds. */
export async function runInLanes(
  { bundles, seeds, faults, lanes }: { bundles: Bundles; seeds: number[]; faults: FaultKind[]; lanes: number },
  onReport: (report: CaseReport) => void,
): Promise<CaseReport[]> {
  const waiting = [...seeds];
  const reports: CaseReport[] = [];
  const oneLane = () =>
    new Promise<void>((resolve, reject) => {
      const lane = fork(join(import.meta.dirname, 'lane.ts'), [], {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      });
      let current: number | undefined;
      let watchdog: NodeJS.Timeout | undefined;
      const next = () => {
        clearTimeout(watchdog);
        current = waiting.shift();
        watchdog = setTimeout(() => lane.kill('SIGKILL'), caseMsMax).unref();
        if (current === undefined) lane.disconnect();
        else lane.send({ seed: current } satisfies LaneTask);
      };
      lane.on('message', (word: LaneWord) => {
        if ('report' in word) {
          const report = { ...word.report, injected: new Map(word.report.injected) };
          reports.push(report);
          onReport(report);
        }
        next();
      });
      lane.on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`A lane ended (${code ?? 'killed after a quarter of an hour'}) in case ${current}`));
      });
      lane.send({ bundles, faults } satisfies LaneTask);
    });
  await Promise.all(Array.from({ length: Math.min(lanes, seeds.length) }, oneLane));
  return reports.sort((a, b) => a.seed - b.seed);
}
