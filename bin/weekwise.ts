import { weekwiseProgram } from '../lib/operator/commands/program.ts';

/** The command line: arguments in, words out. What the operator's commands do is in lib/operator, the author's in lib/content. */
await weekwiseProgram().parseAsync();
