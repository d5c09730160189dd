import type { MailFields, MailTemplate } from '../../lambdas/core/course/series.ts';

/**
 * What is left to do when a mail is sent: fill in the fields. The build turns this file into the head of `build/templates.js`, so it imports
 * nothing but types.
 */

/** Of a line of text, with the space at its end that says that the paragraph goes on (RFC 3676 §4.2: at most 78). */
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

/** Fields that were tamed: the three parts of a mail are filled from the same ones. */
const known = new WeakMap<MailFields, MailFields>();

/** Values without characters that could start a new line or turn the direction of the text around them. */
function tamed(fields: MailFields): MailFields {
  const tame = known.get(fields) ?? withoutLineEnds(fields);
  known.set(fields, tame);
  return tame;
}

function withoutLineEnds(fields: MailFields): MailFields {
  const { firstName, schedule, nextLesson, coach, offers, plan, notice, sender } = fields;
  return {
    ...fields,
    firstName: oneLine(firstName),
    schedule: oneLine(schedule),
    nextLesson: oneLine(nextLesson),
    coach: oneLine(coach),
    offers: offers.map(({ says, href }) => ({ says: oneLine(says), href: oneLine(href) })),
    plan: oneLine(plan),
    notice: {
      ...notice,
      subject: oneLine(notice.subject),
      preheader: oneLine(notice.preheader),
      title: oneLine(notice.title),
    },
    sender: {
      ...sender,
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

/**
 * Text as `format=flowed` has it (RFC 3676): a line that ends in a space goes on in the next, so that a phone breaks it where it likes, and other
 * programs show lines of at most 72 characters. An address longer than a line stays whole.
 */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const line of text.replaceAll(numberToPress, '').split('\n')) {
    // The one line whose space says nothing of the kind (§4.3).
    if (line === '-- ') lines.push(line);
    else if (line === '===' || line === '---') lines.push(line.charAt(0).repeat(lines.at(-1)?.length ?? 3));
    else lines.push(...flowed(line));
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()}\n`;
}

function flowed(paragraph: string): string[] {
  const lines: string[] = [];
  let current = '';
  // Not at a no-break space.
  for (const word of paragraph.split(/[^\S\u00a0]+/).filter(Boolean)) {
    const longer = current === '' ? word : `${current} ${word}`;
    // "--" alone, with the space that lets a line flow, would be the mark of the foot.
    if (longer.length < width || current === '' || current === '--') current = longer;
    else {
      lines.push(`${stuffed(current)} `);
      current = word;
    }
  }
  return [...lines, stuffed(current)];
}

/** A space before what would begin a quotation, or a line that a mailbox file marks (§4.4). */
function stuffed(line: string): string {
  return /^(?:>|From )/.test(line) ? ` ${line}` : line;
}
