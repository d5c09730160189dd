import type { MailFields, MailTemplate } from '../../lambdas/core/course/series.ts';

/**
 * What is left to do when a mail is sent: fill in the fields. The build turns this file into the head of `build/templates.js`, so it imports
 * nothing but types.
 */

const width = 72;

/** The address of a telephone number, below words that say the number already. */
const numberToPress = /:\n(?:tel|sms):\S+$/gm;

/** Puts the three compiled parts of a mail together. */
export function mail(parts: MailTemplate): MailTemplate {
  return {
    subject: (fields) => oneLine(parts.subject(tamed(fields))),
    // Within quotes and between tags = means itself; some email programs copy an address without decoding it.
    html: (fields) => parts.html(tamed(fields)).replaceAll('&#x3D;', '='),
    text: (fields) => wrapped(parts.text(tamed(fields))),
  };
}

/** Values without characters that could start a new line or turn the direction of the text around them. */
function tamed(fields: MailFields): MailFields {
  const { firstName, schedule, nextLesson, coach, offers, plan, sender } = fields;
  return {
    ...fields,
    firstName: oneLine(firstName),
    schedule: oneLine(schedule),
    nextLesson: oneLine(nextLesson),
    coach: oneLine(coach),
    offers: offers.map(({ says, href }) => ({ says: oneLine(says), href: oneLine(href) })),
    plan: oneLine(plan),
    sender: {
      name: oneLine(sender.name),
      postalAddress: oneLine(sender.postalAddress.trim().replaceAll(/\s*[\r\n]+\s*/g, ', ')),
    },
  };
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
}

/** Text in lines of at most 72 characters. Steps hang under their number; an address longer than a line stays whole. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const line of text.replaceAll(numberToPress, '').split('\n')) {
    if (line === '-- ') lines.push(line);
    else if (line === '===' || line === '---') lines.push(line.charAt(0).repeat(lines.at(-1)?.length ?? 3));
    else lines.push(...folded(line));
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function folded(line: string): string[] {
  const first = /^\s*(?:(?:\d+\.|\*)\s+)?/.exec(line)?.[0] ?? '';
  const hanging = ' '.repeat(first.length);
  const lines: string[] = [];
  let current = first;
  for (const word of line.slice(first.length).split(/\s+/).filter(Boolean)) {
    const fresh = current === first || current === hanging;
    if (!fresh && current.length + 1 + word.length > width) {
      lines.push(current);
      current = hanging + word;
    } else current += fresh ? word : ` ${word}`;
  }
  return [...lines, current].map((folding) => folding.trimEnd());
}
