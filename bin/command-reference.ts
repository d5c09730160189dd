import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personActions } from '../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../lib/operator/commands/program.ts';
import { commandReference } from '../lib/operator/commands/reference.ts';

/** `npm run docs:commands`: writes the command reference anew. A test says when it is behind. */
writeFileSync(join(import.meta.dirname, '../docs/commands.md'), commandReference(weekwiseProgram(personActions)));
