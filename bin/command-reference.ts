import { writeFileSync } from 'node:fs';
import { personActions } from '../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../lib/operator/commands/program.ts';
import { commandReference } from '../lib/operator/commands/reference.ts';
import { engineFile } from '../lib/roots.ts';

/** `npm run docs:commands`: writes the command reference again. A test says when it is behind. */
writeFileSync(engineFile('docs/commands.md'), commandReference(weekwiseProgram(personActions)));
