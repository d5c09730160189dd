import { stopIn } from './words/one-stop.ts';

/**
 * A template of Handlebars in which a field that a full stop follows goes through the helper `beforeStop`, so that it loses its own. What follows a
 * condition counts for its end. A condition that begins with a full stop, and each item of a list, stay as they are.
 *
 * @param template - parsed; it is changed
 */
export function withOneStop(template: hbs.AST.Program): hbs.AST.Program {
  endStatements(template, false);
  return template;
}

function endStatements(program: hbs.AST.Program, after: boolean): void {
  let follows = after;
  for (const statement of program.body.toReversed()) {
    if (isContent(statement)) follows = stopIn(statement.value, follows);
    else if (isMustache(statement)) {
      if (follows) passThroughHelper(statement);
      follows = false;
    } else if (isBlock(statement)) {
      const ends = follows && statement.path.original !== 'each';
      for (const part of [statement.program, statement.inverse])
        if ((part as hbs.AST.Program | undefined) !== undefined) endStatements(part, ends);
      follows = false;
    }
  }
}

function passThroughHelper(mustache: hbs.AST.MustacheStatement): void {
  // As a mustache has it: a field that is missing is an error.
  const field = { ...mustache.path, strict: true };
  const helper = { type: 'PathExpression' as const, data: false, depth: 0, parts: ['beforeStop'] };
  mustache.path = { ...helper, original: 'beforeStop', loc: mustache.loc };
  mustache.params = [field];
}

const isContent = (one: hbs.AST.Statement): one is hbs.AST.ContentStatement => one.type === 'ContentStatement';
const isMustache = (one: hbs.AST.Statement): one is hbs.AST.MustacheStatement => one.type === 'MustacheStatement';
const isBlock = (one: hbs.AST.Statement): one is hbs.AST.BlockStatement => one.type === 'BlockStatement';
