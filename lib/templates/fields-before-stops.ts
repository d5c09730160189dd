import { stopIn } from './words/one-stop.ts';

/** Whether a full stop follows: where that depends on a condition, for each of its two outcomes. */
type Follows = boolean | Condition;

interface Condition {
  /** Has the condition; its words do not matter. */
  block: hbs.AST.BlockStatement;
  holds: Follows;
  otherwise: Follows;
}

/**
 * A template of Handlebars in which a field that a full stop follows goes through the helper `beforeStop`, so that it loses its own. What follows a
 * condition counts for its end, and what follows a list for the end of its last item. Where only one branch of a condition begins with a full stop, the
 * field before it asks for that condition, too.
 *
 * @param template - parsed; it is changed
 */
export function withOneStop(template: hbs.AST.Program): hbs.AST.Program {
  endStatements(template, false);
  return template;
}

function endStatements(program: hbs.AST.Program, after: Follows): void {
  let follows = after;
  const fromTheEnd = program.body.toReversed().map((statement) => {
    const own = isMustache(statement) ? ended(statement, follows) : statement;
    if (isBlock(statement)) {
      const end = isList(statement) ? lastOf(statement, follows) : follows;
      for (const branch of branchesOf(statement)) if (branch !== undefined) endStatements(branch, end);
    }
    follows = begins(statement, follows);
    return own;
  });
  program.body = fromTheEnd.toReversed();
}

/** Whether a statement, with what follows it, begins with a full stop. */
function begins(statement: hbs.AST.Statement, follows: Follows): Follows {
  if (isContent(statement)) return stopIn(statement.value, follows);
  if (isMustache(statement)) return false;
  if (!isBlock(statement)) return follows;
  if (isList(statement)) return false;
  const [holds, otherwise] = branchesOf(statement).map((branch) =>
    (branch?.body ?? []).reduceRight<Follows>((after, one) => begins(one, after), follows),
  ) as [Follows, Follows];
  return holds === otherwise ? holds : { block: statement, holds, otherwise };
}

/** What follows an item of a list: a full stop behind the last one. Conditions around the list are not asked from within it. */
function lastOf(list: hbs.AST.BlockStatement, follows: Follows): Follows {
  if (follows !== true) return false;
  const { loc } = list;
  const last = { type: 'PathExpression', data: true, depth: 0, parts: ['last'], original: '@last', loc };
  const path = { type: 'PathExpression', data: false, depth: 0, parts: ['if'], original: 'if', loc };
  return { block: { ...list, path, params: [last] } as hbs.AST.BlockStatement, holds: true, otherwise: false };
}

/** The whitespace around it stays. */
const asItIs: hbs.AST.StripFlags = { open: false, close: false };

function ended(field: hbs.AST.MustacheStatement, follows: Follows): hbs.AST.Statement {
  if (follows === false) return field;
  if (follows === true) return throughHelper(field);
  const { block, holds, otherwise } = follows;
  const branch = (part: Follows): hbs.AST.Program => ({ ...block.program, body: [ended(field, part)] });
  const strips = { openStrip: asItIs, inverseStrip: asItIs, closeStrip: asItIs };
  const condition: hbs.AST.BlockStatement = { ...block, ...strips, program: branch(holds), inverse: branch(otherwise) };
  return condition;
}

function throughHelper(mustache: hbs.AST.MustacheStatement): hbs.AST.MustacheStatement {
  // As a mustache has it: a field that is missing is an error.
  const field = { ...mustache.path, strict: true };
  const helper = { type: 'PathExpression' as const, data: false, depth: 0, parts: ['beforeStop'] };
  return { ...mustache, path: { ...helper, original: 'beforeStop', loc: mustache.loc }, params: [field] };
}

/** What is said where its condition holds, and what otherwise. */
function branchesOf({ program, inverse }: hbs.AST.BlockStatement): (hbs.AST.Program | undefined)[] {
  // Handlebars' types call it always present; without an {{else}} it is not.
  return [program, inverse as hbs.AST.Program | undefined];
}

const isContent = (one: hbs.AST.Statement): one is hbs.AST.ContentStatement => one.type === 'ContentStatement';
const isMustache = (one: hbs.AST.Statement): one is hbs.AST.MustacheStatement => one.type === 'MustacheStatement';
const isBlock = (one: hbs.AST.Statement): one is hbs.AST.BlockStatement => one.type === 'BlockStatement';
const isList = (one: hbs.AST.BlockStatement): boolean => one.path.original === 'each';
