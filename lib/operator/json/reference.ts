import * as z from 'zod';
import { errorVersion } from '../commands/ending.ts';
import { errorCodes, type ErrorCode } from '../operator-error.ts';
import { documentOf, shapes, type ShapeName } from './shapes.ts';

/** What `--json` writes, in words (docs/json.md) and as JSON Schema (docs/json-schema.json), both from the shapes that it is written by. */

const shapeNames = Object.keys(shapes) as ShapeName[];

/** One line on standard error. */
const ErrorDocument = z.object({
  version: z.literal(errorVersion),
  error: z.object({
    code: z.enum(Object.keys(errorCodes) as ErrorCode[]),
    message: z.string().describe('For people; worded otherwise at any time.'),
    exitCode: z.union([z.literal(1), z.literal(2)]),
  }),
});

/** A key below `$defs`: "subscriber show" is `subscriber-show`. */
function keyOf(name: string): string {
  return name.replaceAll(/[^a-z]+/g, '-').replace(/-$/, '');
}

/** JSON Schema, draft 2020-12, of every document. Fields that are not in it may come: a program passes over them. */
export function jsonSchema(): { $schema: string; title: string; $defs: Record<string, Node> } {
  const documents: [string, z.ZodType][] = shapeNames.map((name) => [name, documentOf(name)]);
  const all: [string, z.ZodType][] = [...documents, ['error', ErrorDocument]];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What npx weekwise --json writes, by command',
    $defs: Object.fromEntries(all.map(([name, schema]) => [keyOf(name), schemaOf(schema)])),
  };
}

interface Node {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: string[];
  description?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  minimum?: number;
  maximum?: number;
}

function schemaOf(schema: z.ZodType): Node {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema: node }) => {
      // The format says it.
      if (node.format === 'date-time' || node.format === 'date') delete node.pattern;
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
      delete node.propertyNames;
    },
  });
  delete made.$schema;
  return made as Node;
}

/** docs/json.md. */
export function jsonReference(): string {
  const { $defs } = jsonSchema();
  return [
    '# What `npx weekwise --json` writes',
    '',
    'Made from the shapes in `lib/operator/json` by `npm run docs:commands`; do not edit. As JSON Schema: [json-schema.json](json-schema.json), below `$defs` by command.',
    '',
    '**The promise.** With `--json`, before or after the name of a command, standard output has one JSON document and nothing else. Its field `version` is that of its shape.',
    'Within a version a field may be added, and a code to a list of codes; none is taken away, renamed, or given another type or meaning. Pass over what you do not know.',
    'Fields come in the order below, names of open lists in alphabetical order.',
    '',
    '- Instants are ISO 8601 in UTC (`2026-12-01T06:00:00Z`), dates are `2026-12-01`. Counts are exact.',
    '- An absent field means that there is none. `null` stands only where a field below says so.',
    '- Go by codes, ids and numbers. Fields marked “For people” are sentences and may be worded otherwise at any time: `says`, `why`, `standing`.',
    '- `export --json` without a file writes people in one document; with a file, the file is in the format of `--format`, and the document says how many people are in it.',
    '- `console` and `preview` write their document once they serve, and go on until Ctrl-C. `--help` and `--version` write text.',
    '',
    '## Exit codes',
    '',
    '| code | means |',
    '|---|---|',
    '| 0 | all is well |',
    '| 1 | something was found that needs you, or nothing was found; standard output has the document, except for `template` below |',
    '| 2 | the command could not do its work; standard output is empty |',
    '',
    '## Errors',
    '',
    'The last line of standard error is then one JSON document in one line, such as',
    '`{"version":1,"error":{"code":"not-running","message":"No service runs in .weekwise: start one with npm start.","exitCode":2}}`.',
    '',
    '| code | means | exit code |',
    '|---|---|---|',
    ...Object.entries(errorCodes).map(([code, means]) => `| \`${code}\` | ${means} | ${code === 'template' ? 1 : 2} |`),
    '',
    ...shapeNames.flatMap((name) => [`## \`${name}\``, '', ...fieldLines($defs[keyOf(name)]!, ''), '']),
  ].join('\n');
}

/** A line for each field of a node and of what is in it. */
function fieldLines(node: Node, above: string): string[] {
  const inside = above === '' ? '' : `${above}.`;
  const own = Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const path = `${inside}${name}`;
    const needed = node.required?.includes(name) ? '' : ', may be absent';
    const says = field.description === undefined ? '' : `. ${field.description}`;
    return [`- \`${path}\`: ${typeOf(field)}${needed}${says}`, ...below(field, path)];
  });
  return own;
}

function below(field: Node, path: string): string[] {
  if (field.items !== undefined) return below(field.items, `${path}[]`);
  if (typeof field.additionalProperties === 'object') return below(field.additionalProperties, `${path}.*`);
  return field.properties === undefined ? [] : fieldLines(field, path);
}

function typeOf(field: Node): string {
  const { type, format, enum: codes, items, additionalProperties, anyOf } = field;
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (codes !== undefined) return codes.map((code) => `\`${code}\``).join(', ');
  if (format === 'date-time') return 'instant';
  if (format === 'date') return 'date';
  if (items !== undefined) return `list${items.properties === undefined ? ` of ${typeOf(items)}` : ''}`;
  if (typeof additionalProperties === 'object') {
    return `by name${additionalProperties.properties === undefined ? `: ${typeOf(additionalProperties)}` : ''}`;
  }
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  return [type ?? 'anything'].flat().join(' or ');
}
