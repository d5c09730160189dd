import Handlebars from 'handlebars';
import {
  linkFields,
  linkFieldsOfPerson,
  linkFieldsOfSignUp,
  type MailLinks,
} from '../../lambdas/core/mail/mail-links.ts';
import type { SignUpKind } from '../../lambdas/core/mail/mail-kinds.ts';
import { didYouMean } from '../nearest.ts';
import type { MailFields, MergedHtml } from '../../lambdas/core/course/series.ts';
import { placeIn, reject, type Line, type Place } from './source-location.ts';

type Shape<T> = {
  [K in keyof T]: T[K] extends string | MergedHtml ? true : T[K] extends (infer Item)[] ? [Shape<Item>] : Shape<T[K]>;
};

/** Every field of `MailFields`; the compiler complains when one is missing here or is no longer there. Links come from their table. */
const shape: Shape<MailFields> = {
  firstName: true,
  schedule: true,
  replies: true,
  nextLesson: true,
  first: true,
  next: { title: true, promise: true },
  last: true,
  branchEnds: true,
  branchOffers: [{ choice: true, promise: true }],
  reminded: true,
  whole: true,
  coach: true,
  offers: [{ says: true, href: true }],
  shortFirst: true,
  shortOnly: true,
  plan: true,
  tried: true,
  weeks: [{ label: true, said: true, stress: true, pain: true }],
  lookBack: true,
  goal: true,
  thenAndNow: [{ name: true, was: true, since: true, now: true, to: true }],
  halfway: true,
  stopped: true,
  sender: { name: true, postalAddress: true, address: true },
  notice: { subject: true, preheader: true, title: true, body: true },
  link: Object.fromEntries(linkFields.map((field) => [field, true as const])) as Shape<MailLinks>,
};

const allFields = Object.entries(shape).flatMap(([name, leaf]) =>
  leaf === true || Array.isArray(leaf) ? [name] : Object.keys(leaf).map((inner) => `${name}.${inner}`),
);

/** Lists, and what each of their items has. */
const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(shape).flatMap(([name, leaf]) =>
    Array.isArray(leaf) ? [[name, new Set(Object.keys(leaf[0]))] as const] : [],
  ),
);

const named = (fields: readonly string[]) => fields.map((field) => `link.${field}`);

/** What the frame of a notice may merge. */
export const noticeFields: ReadonlySet<string> = new Set([
  ...allFields.filter((name) => !name.startsWith('link.')),
  ...named(linkFieldsOfPerson),
]);

/** What a mail to a confirmed person may merge: everything but the links to confirm, which are empty there, and what stands in a notice alone. */
export const subscriberFields: ReadonlySet<string> = new Set(
  [...noticeFields].filter((name) => !name.startsWith('notice.')),
);

/**
 * What a mail to an address that has not confirmed may merge. Nothing that was typed into a form: bots sign strangers up with advertising for a name.
 * And no link of a subscriber, which the address is not yet.
 */
export const signUpFields: Record<SignUpKind, ReadonlySet<string>> = {
  confirmation: new Set(['sender.name', 'sender.postalAddress', ...named(linkFieldsOfSignUp('confirmation'))]),
  moving: new Set(['nextLesson', 'sender.name', 'sender.postalAddress', ...named(linkFieldsOfSignUp('moving'))]),
};

const blocks = ['if', 'unless', 'each'];

/** Stops the build where a template merges a field that does not exist or uses more of Handlebars than fields, `if`, `unless` and `each`. */
export function checkMergeFields(lines: readonly Line[], allowed: ReadonlySet<string>): void {
  const at = placeIn(lines);
  checkProgram(parse(lines, at), allowed, at);
}

function parse(lines: readonly Line[], at: (line: number) => Place): hbs.AST.Program {
  try {
    return Handlebars.parse(lines.map(({ text }) => text).join('\n'));
  } catch (cause) {
    checkConditionsClosed(lines);
    const message = cause instanceof Error ? cause.message : String(cause);
    const line = /on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1];
    const how = 'write {{firstName}}, or {{#if firstName}} … {{/if}}, with two brackets on each side';
    return reject(at(Number(line ?? 1)), `merge fields cannot be read here: ${how}`, cause);
  }
}

interface OpenCondition {
  tag: string;
  name: string;
  place: Place;
}

/** Stops the build over a condition or a bracket that is not closed, where it is opened. */
function checkConditionsClosed(lines: readonly Line[]): void {
  const open: OpenCondition[] = [];
  for (const { text, place } of lines) {
    const rest = text.replaceAll(/\{\{\s*([#/]?)\s*(\w*)[^{}]*\}\}/g, (tag, mark: string, name: string) => {
      const last = open.at(-1);
      if (mark === '#') open.push({ tag, name, place });
      else if (mark === '/' && last === undefined) reject(place, `${tag} ends nothing`);
      else if (mark === '/' && last!.name !== name) rejectOpen(last!);
      else if (mark === '/') open.pop();
      return '';
    });
    const half = /\{\{[^{}]*/.exec(rest)?.[0];
    if (half !== undefined) reject(place, `"${half.trim()}" is not closed: write }} behind the name of the field`);
  }
  const last = open.at(-1);
  if (last !== undefined) rejectOpen(last);
}

function rejectOpen({ tag, name, place }: OpenCondition): never {
  return reject(place, `${tag} is not closed: write {{/${name}}} where it ends`);
}

function checkProgram(program: hbs.AST.Program, allowed: ReadonlySet<string>, at: (line: number) => Place): void {
  for (const statement of program.body) {
    const place = at(statement.loc.start.line);
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        break;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (!mustache.escaped) reject(place, 'merge fields are always escaped: write {{…}}, not {{{…}}} or {{&…}}');
        if (mustache.params.length > 0) reject(place, 'merge fields take no arguments');
        checkField(mustache.path, allowed, place);
        break;
      }
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        const condition = block.params[0];
        if (!blocks.includes(block.path.original) || condition === undefined || block.params.length > 1) {
          reject(
            place,
            `only {{#if field}}, {{#unless field}} and {{#each list}} are known, not {{#${block.path.original}}}`,
          );
        }
        checkField(condition, allowed, place);
        const items = block.path.original === 'each' ? itemsOf(condition, place) : allowed;
        checkProgram(block.program, items, at);
        // Handlebars' types call it always present; without an {{else}} it is not.
        const inverse = block.inverse as hbs.AST.Program | undefined;
        if (inverse !== undefined) checkProgram(inverse, allowed, at);
        break;
      }
      default:
        reject(place, `${statement.type} is more than a merge field`);
    }
  }
}

function itemsOf(list: hbs.AST.Node, place: Place): ReadonlySet<string> {
  const name = (list as hbs.AST.PathExpression).original;
  return lists.get(name) ?? reject(place, `"${name}" is not a list. Known: ${[...lists.keys()].join(', ')}`);
}

function checkField(expression: hbs.AST.Node, allowed: ReadonlySet<string>, place: Place): void {
  const name = expression.type === 'PathExpression' ? (expression as hbs.AST.PathExpression).original : expression.type;
  if (allowed.has(name)) return;
  const known = [...allowed];
  const fields = `Fields are ${known.join(', ')}`;
  if (allFields.includes(name)) reject(place, `"${name}" may not be merged into this mail. ${fields}`);
  const guess = didYouMean(name, known);
  reject(place, `"${name}" is not a merge field${guess === '' ? `. ${fields}` : guess}`);
}
