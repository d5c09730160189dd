import { weekwiseProgram, wantsJson } from '../lib/operator/commands/program.ts';
import { endingOf, sayEnding } from '../lib/operator/commands/ending.ts';
import { withIdsMarked } from '../lib/operator/subscriber/marked-ids.ts';

/** The command line: arguments in, words out. What the operator's commands do is in lib/operator, the author's in lib/content. */
// Whoever reads the output had enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const json = wantsJson(process.argv);
try {
  const asksAboutPeople = process.argv.includes('subscriber');
  const actions = asksAboutPeople ? (await import('../lambdas/core/actions/actions.ts')).personActions : {};
  await weekwiseProgram(actions, json).parseAsync(withIdsMarked(process.argv));
} catch (error) {
  process.exitCode = sayEnding(endingOf(error), json);
}
