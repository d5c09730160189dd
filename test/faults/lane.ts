import type { LaneTask, LaneWord } from './lanes.ts';
import { runCase } from './run-case.ts';
import { openStage, type Stage } from './stage.ts';
import type { FaultKind } from './faults.ts';

/** A process that runs one case after the other, as it is told. */

let stage: Stage | undefined;
let allowed: ReadonlySet<FaultKind> = new Set();
const say = (word: LaneWord) => process.send!(word);

process.on('message', (task: LaneTask) => {
  void (async () => {
    if ('seed' in task) {
      const { injected, ...report } = await runCase(task.seed, allowed, stage!);
      say({ report: { ...report, injected: [...injected] } });
      return;
    }
    allowed = new Set(task.faults);
    stage = await openStage(task.bundles);
    say({ ready: true });
  })().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('disconnect', () => {
  void stage?.stop().then(() => process.exit(0));
});
