import { writeFileSync } from 'node:fs';
import { personActions } from '../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../lib/operator/commands/program.ts';
import { commandReference } from '../lib/operator/commands/reference.ts';
import { jsonReference, jsonSchema } from '../lib/operator/json/reference.ts';
import { engineFile } from '../lib/roots.ts';

/** `npm run docs:commands`: writes the references of commands and of their JSON again. A test says when one is behind. */
writeFileSync(engineFile('docs/commands.md'), commandReference(weekwiseProgram(personActions)));
writeFileSync(engineFile('docs/json.md'), jsonReference());
writeFileSync(engineFile('docs/json-schema.json'), `${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
