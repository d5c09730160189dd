import { beforeAll, describe, expect, test } from '@jest/globals';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { MailFields, Series } from '../../lambdas/core/course/series.ts';
import { compiledSeries, lessonsOf, linksIn, mailsOf, someFields, type NamedMail } from './compiled-mails.ts';

let series: Series;
let mails: NamedMail[];
beforeAll(async () => {
  series = await compiledSeries();
  mails = mailsOf(series);
});

const named = someFields();
const unnamed = someFields({ firstName: '', nextLesson: '' });

/** Runs a check over each mail, filled with and without a name; a failure names the mail. */
function eachMail(
  check: (filled: { html: string; text: string; subject: string; fields: MailFields }, mail: NamedMail) => void,
): void {
  for (const mail of mails) {
    for (const fields of [named, unnamed]) {
      const { subject, html, text } = mail.mail;
      try {
        check({ subject: subject(fields), html: html(fields), text: text(fields), fields }, mail);
      } catch (error) {
        throw new Error(`${mail.name}${fields === named ? '' : ', without a name'}: ${String(error)}`, {
          cause: error,
        });
      }
    }
  }
}

test('the series has its lessons, each with two reminders or more, and every kind of mail', () => {
  expect(series.lessons.slice(0, 4).map(({ id }) => id)).toEqual([
    'spot-the-loop',
    'slow-breathing',
    'walk-a-little',
    'movement-breaks',
  ]);
  for (const { reminders, sources } of lessonsOf(series)) {
    expect(reminders.length).toBeGreaterThanOrEqual(2);
    expect(sources.length).toBeGreaterThan(0);
  }
  expect(series).toMatchObject({ id: 'stress-and-back-pain', language: 'en' });
  expect(mails).toHaveLength(lessonsOf(series).length * 3 + accountMailKinds.length);
});

test('the series has its branches, in the order of their ids', () => {
  expect(
    series.branches.map(({ id, onDemand, offerAfter, lessons }) => [id, onDemand, offerAfter, lessons.length]),
  ).toEqual([
    ['afraid-to-move', false, ['steady-amounts'], 2],
    ['caregiver', false, [], 2],
    ['flare-up', true, [], 1],
    ['poor-sleep', false, ['sleep-wind-down'], 2],
    ['sitting-all-day', false, ['movement-breaks'], 2],
    ['worry', false, ['mindful-pause'], 2],
  ]);
});

test('nothing is left of the machinery', () => {
  eachMail(({ subject, html, text }) => {
    for (const part of [subject, html, text])
      expect(part).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|NaN|\bnull\b|\[object/);
  });
});

test('a field that is missing stops the mail instead of leaving a hole', () => {
  const { preferences: _, ...others } = named.link;
  expect(() => series.mails.link.html({ ...named, link: others as MailFields['link'] })).toThrow(/preferences/);
});

test('a first name is greeted, and nobody is greeted without one', () => {
  eachMail(({ html, text, fields }, { name }) => {
    const greets = fields.firstName !== '' && !['confirmation', 'moving'].includes(name);
    expect(html.includes('Hello')).toBe(greets);
    expect(text.includes('Hello Ann,')).toBe(greets);
  });
});

test('the confirmation mail shows nothing that was typed', () => {
  const { subject, html, text } = series.mails.confirmation;
  const spam = someFields({ firstName: 'WIN-A-PRIZE', schedule: 'WIN-A-PRIZE', nextLesson: 'WIN-A-PRIZE' });
  for (const part of [subject, html, text]) expect(part(spam)).not.toContain('WIN-A-PRIZE');
});

describe('a name does no harm', () => {
  const marks = '<b>"Ann"\r\nBcc: x@y';

  test.each([
    ['markup and a new line', marks],
    ['a merge field', '{{constructor}} {{link.unsubscribe}}'],
    ['an MJML element', '</mj-text><mj-raw><script>alert(1)</script></mj-raw>'],
    ['an attribute that ends', `" onmouseover="alert(1)" x='`],
    ['a turn of the writing direction', '\u202egnirts\u2066 \u200b\ufeff'],
    ['a separator of the text part', 'Ann\n-- \nCheap pills: https://bad.example/'],
  ])('%s', (_, firstName) => {
    for (const { mail } of mails) {
      const fields = someFields({ firstName });
      const html = mail.html(fields);
      expect(html).not.toMatch(/<b>|<script|<mj-|\sonmouseover="/);
      expect(html).not.toContain('https://site.example/unsubscribe/</');
      expect(linksIn(html)).toEqual(linksIn(mail.html(named)));
      expect(mail.subject(fields)).not.toMatch(/[\r\n]/);
      expect(mail.text(fields).split('\n')).not.toContain('Bcc: x@y');
      expect(mail.text(fields).match(/^-- $/gm)).toHaveLength(1);
      for (const part of [html, mail.text(fields)])
        expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
    }
  });

  test('a merge field in a name stays what it is: text', () => {
    expect(series.mails.link.text(someFields({ firstName: '{{constructor}}' }))).toContain('Hello {{constructor}},');
    expect(series.mails.link.html(someFields({ firstName: '<b>' }))).toContain('Hello &lt;b&gt;,');
  });

  test('a subject that merges a name is one line', async () => {
    const { mail } = await import('../../lib/templates/fill.ts');
    const { subject } = mail({ ...series.mails.link, subject: ({ firstName }) => `For ${firstName}` });
    expect(subject(someFields({ firstName: marks }))).toBe('For <b>"Ann" Bcc: x@y');
  });
});

describe('html', () => {
  test('names its language, direction, subject and colour schemes', () => {
    eachMail(({ html, subject }) => {
      expect(html).toMatch(/<html lang="en" dir="ltr"/);
      expect(html).toContain(`<title>${subject}</title>`);
      expect(html).toContain('<meta name="color-scheme" content="light dark">');
      expect(html).toContain('<meta name="supported-color-schemes" content="light dark">');
    });
  });

  test('hides nothing, tracks nothing and loads nothing but our pictures', () => {
    eachMail(({ html, fields }) => {
      const own = new RegExp(`<img src="${fields.link.pictures}[a-z0-9.-]+\\.png" `, 'g');
      expect(html.replaceAll(own, '')).not.toMatch(/<img|<script|<link|<iframe|@import|url\(|fonts\.googleapis/);
      expect(html).not.toMatch(
        /display:\s*none|visibility:\s*hidden|mso-hide|opacity:\s*0|max-height:\s*0|<mj-|<!-- (?!\[)/,
      );
    });
  });

  test('has one h1 and no gap between heading levels', () => {
    eachMail(({ html }) => {
      const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    });
  });

  test('uses tables for layout only, and says so', () => {
    eachMail(({ html }) => {
      for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toMatch(/role="presentation"/);
    });
  });

  test('has no text under 15 px', () => {
    eachMail(({ html }) => {
      const sizes = [...html.matchAll(/font-size:\s*([\d.]+)px/g)].map(([, size]) => Number(size));
      // MJML gives 0 and 1 px to the boxes around text and to rules.
      expect(sizes.filter((size) => size > 1 && size < 15)).toEqual([]);
    });
  });
});

describe('links', () => {
  test('come from the fields, and all of them stand in the text part on a line of their own', () => {
    eachMail(({ html, text, fields }) => {
      const links = linksIn(html);
      expect(links.length).toBeGreaterThan(0);
      const lines = text.split('\n').map((line) => line.trim());
      for (const link of links) {
        expect(Object.values(fields.link)).toContain(link.replace(/#[a-z-]+$|\?days=[0-7-]+$/, ''));
        expect(lines).toContain(link);
      }
    });
  });

  test('lead where the mail is for', () => {
    expect(linksIn(series.mails.confirmation.html(named))).toContain(named.link.confirm);
    expect(linksIn(series.mails.link.html(named))).toContain(named.link.preferences);
    expect(linksIn(series.mails.completion.html(named))).toContain(named.link.again);
  });
});

describe('after a hard answer', () => {
  test('every lesson, reminder and weekly letter says first what to call, in both parts, and nothing of it in the subject', () => {
    const coach = 'Your week was very hard.';
    const offers = [{ says: 'In danger now: call 999', href: 'tel:999' }];
    for (const { name, kind, mail } of mails.filter((one) => one.kind !== 'account')) {
      const fields = someFields({ coach, offers });
      const html = mail.html(fields);
      const text = mail.text(fields);
      expect([name, /<a href="tel:999"[^>]*>In danger now: call 999<\/a>/.test(html)]).toEqual([name, true]);
      expect([name, text.includes(`${coach}\n\nIn danger now: call 999\n`)]).toEqual([name, true]);
      expect([name, kind, mail.subject(fields)]).toEqual([name, kind, mail.subject(someFields())]);
    }
  });
});

describe('the foot', () => {
  test('names sender and postal address, and that this is no medical advice', () => {
    eachMail(({ html, text }) => {
      for (const part of [html, text.replaceAll('\n', ' ')]) {
        expect(part).toContain('Example Back Clinic, 1 Sample Street, Springfield');
        expect(part).toMatch(/information, not medical advice/);
      }
      expect(text).toMatch(/^-- $/m);
    });
  });

  test('of weekly mail says why it came and how to change or stop it, and when to get help', () => {
    eachMail(({ html, text, fields }, { kind }) => {
      if (kind === 'account') return;
      for (const part of [html, text.replaceAll('\n', ' ')]) {
        expect(part).toContain('You get this email because you asked');
        expect(part).toContain('Unsubscribe from all emails');
        expect(part).toContain('When to get help now');
        for (const sign of [
          /both legs/,
          /genitals/,
          /bladder or bowel/,
          /sexual/,
          /chest pain/,
          /accident/,
          /collapse/,
        ]) {
          expect(part).toMatch(sign);
        }
      }
      const links = linksIn(html);
      for (const link of [fields.link.unsubscribe, fields.link.preferences, fields.link.help])
        expect(links).toContain(link);
    });
  });

  test('of account mail has no unsubscribe, and the mail says what to do if it was not you', () => {
    eachMail(({ html, text }, { kind }) => {
      if (kind !== 'account') return;
      for (const part of [html, text]) expect(part).not.toMatch(/unsubscribe\b(?!d)/i);
      expect(html).toContain('Not you?');
    });
  });
});

describe('the text part', () => {
  test('is plain and wrapped', () => {
    eachMail(({ text }) => {
      expect(text).not.toMatch(/<\/?[a-z]|&[a-z]+;|&#|\n{3,}/);
      const long = text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'));
      expect(long).toEqual([]);
    });
  });

  test('says the same as the html', () => {
    const wordsOf = (part: string) => new Set(part.match(/\p{L}{4,}/gu));
    eachMail(({ html, text }) => {
      const body = html
        .slice(html.indexOf('<body'))
        .replaceAll(/<!--[\s\S]*?-->/g, '')
        .replaceAll(/<[^>]*>/g, ' ');
      const inText = wordsOf(text);
      expect([...wordsOf(body)].filter((word) => !inText.has(word))).toEqual([]);
    });
  });

  test('keeps numbered steps', () => {
    for (const { mail } of lessonsOf(series)) expect(mail.text(named)).toMatch(/^ 1\. .*\n(?:.*\n)*? 2\. /m);
  });

  test('opens with the line that inboxes show', () => {
    eachMail(({ html, text }) => {
      const firstLine = (text.split('\n\n')[0] ?? '').replaceAll('\n', ' ');
      expect(firstLine.length).toBeGreaterThanOrEqual(40);
      expect(
        html
          .slice(html.indexOf('<body'))
          .replaceAll(/<!--[\s\S]*?-->/g, '')
          .replaceAll(/<[^>]*>/g, '')
          .trim()
          .startsWith(firstLine),
      ).toBe(true);
    });
  });
});
