import { beforeAll, describe, expect, test } from '@jest/globals';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { MailFields, MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { compiledSeries, lessonsOf, linksIn, mailsOf, someFields, type NamedMail } from './compiled-mails.ts';

let series: Series;
let mails: NamedMail[];
beforeAll(async () => {
  series = await compiledSeries();
  mails = mailsOf(series);
});

/** Text that flows, on one line. */
const onOneLine = (text: string) => text.replaceAll(/ ?\n/g, ' ');

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

test('the short version of a lesson, too, says whom its practice is not for', () => {
  const short = someFields({ shortFirst: 'yes', shortOnly: 'yes' });
  const weekly = [
    ...series.lessons,
    ...series.branches.filter(({ onDemand }) => !onDemand).flatMap(({ lessons }) => lessons),
  ];
  for (const { id, care, mail } of weekly) {
    const words = onOneLine(mail.text(short));
    expect([id, words.split(care[0]!).length - 1]).toEqual([id, 1]);
  }
});

test('the series has its lessons, each with two reminders or more, and every kind of mail', () => {
  expect(series.lessons.slice(0, 4).map(({ id }) => id)).toEqual([
    'spot-the-loop',
    'slow-breathing',
    'sore-but-safe',
    'walk-a-little',
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
    ['afraid-to-move', false, ['sore-but-safe'], 2],
    ['body-habits', false, [], 3],
    ['caregiver', false, [], 2],
    ['flare-up', true, [], 1],
    ['kinder-to-yourself', false, ['make-it-stick'], 1],
    ['low-mood', false, [], 2],
    ['more-help', false, ['flare-up-plan'], 3],
    ['outdoors-and-active', false, ['move-your-way'], 2],
    ['people', false, ['joy-and-people'], 1],
    ['poor-sleep', false, ['sleep-wind-down'], 2],
    ['sitting-all-day', false, ['steady-amounts'], 3],
    ['worry', false, ['check-a-thought'], 2],
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

test('a sentence has one full stop, also where it ends in a value that has its own', () => {
  const fields = someFields({
    firstName: 'Ann Jr.',
    schedule: 'Mondays at 7:00 a. m.',
    nextLesson: '30 November at 7:00 a. m.',
    halfway: 'three etc.',
    weeks: [{ label: '22 Nov.', said: '3 days etc.', stress: '5', pain: '6' }],
    sender: { ...named.sender, name: 'Acme Inc.' },
  });
  for (const { name, mail } of mails)
    expect([name, `${mail.subject(fields)} ${mail.text(fields)}`]).not.toEqual([
      name,
      expect.stringMatching(/[^.]\.\.(?!\.)/),
    ]);
  expect(onOneLine(series.mails.confirmation.text(fields))).toContain('stress and back pain from Acme Inc. ');
});

test('a first name is greeted, and nobody is greeted without one; a reminder comes to the point', () => {
  eachMail(({ html, text, fields }, { name, kind }) => {
    const greets = fields.firstName !== '' && kind !== 'reminder' && !['confirmation', 'moving'].includes(name);
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

  test('is dark in programs that know the media query, and in Outlook’s, which mark text and grounds', () => {
    eachMail(({ html }) => {
      const sheets = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, sheet = '']) => sheet);
      const rulesIn = (mark: string) =>
        sheets
          .filter((sheet) => sheet.includes(mark))
          .flatMap((sheet) => [...sheet.matchAll(/^([^@{}\n]+)\{([^}]*)\}$/gm)])
          .flatMap(([, selectors = '', body = '']) =>
            [...body.matchAll(/(?:^|[ ;])(color|background-color|border-color): (#\w+)/g)].flatMap(([, name, value]) =>
              selectors.split(',').map((one) => `${one.replace(mark, '').trim()} ${name} ${value}`),
            ),
          );
      const media = rulesIn('(prefers-color-scheme: dark)');
      const [text, grounds] = [rulesIn('[data-ogsc]'), rulesIn('[data-ogsb]')];
      const ofText = (rule: string) => / color #/.test(rule);
      expect(media.length).toBeGreaterThan(20);
      // A button's cell has no words of its own: the link in it has.
      expect(
        media
          .filter(ofText)
          .filter((rule) => !/ td color/.test(rule))
          .sort(),
      ).toEqual(text.sort());
      expect(media.filter((rule) => !ofText(rule)).sort()).toEqual(grounds.sort());
      // One bad rule costs one sheet: no sheet has two of them.
      for (const sheet of sheets)
        expect(
          ['(prefers-color-scheme', 'data-ogsc', 'data-ogsb', 'max-width: 480px'].filter((mark) => sheet.includes(mark))
            .length,
        ).toBeLessThanOrEqual(1);
      // Gmail leaves out what goes beyond.
      expect(sheets.join('').length).toBeLessThan(8_000);
    });
  });

  test('leaves dates and addresses alone on iPhones, and letters in Word’s engine', () => {
    eachMail(({ html }) => {
      expect(html).toContain(
        '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
      );
      expect(html).toContain('<meta name="x-apple-disable-message-reformatting">');
      expect(html).toMatch(/<!--\[if mso\]><style>td,p,a[^<]*font-family:[^<]*<\/style><!\[endif\]-->/);
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
        expect(Object.values(fields.link)).toContain(link.replace(/#[a-z-]+$|\?(?:days|plan)=[0-7-]+$/, ''));
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
      expect([name, /<a href="tel:999"[^>]*>\s*In danger now: call 999\s*<\/a>/.test(html)]).toEqual([name, true]);
      expect([name, text.includes(`${coach}\n\nIn danger now: call 999\n`)]).toEqual([name, true]);
      expect([name, kind, mail.subject(fields)]).toEqual([name, kind, mail.subject(someFields())]);
    }
  });
});

describe('the foot', () => {
  test('names sender and postal address, and but for a nudge that this is no medical advice', () => {
    eachMail(({ html, text }, { kind }) => {
      for (const part of [html, onOneLine(text)]) {
        expect(part).toContain('Example Back Clinic, 1 Sample Street, Springfield');
        expect(kind === 'reminder' || /information, not medical advice/i.test(part)).toBe(true);
      }
      expect(text).toMatch(/^-- $/m);
    });
  });

  test('of weekly mail says why it came and how to change or stop it, and when to get help', () => {
    eachMail(({ html, text, fields }, { kind }) => {
      if (kind === 'account') return;
      for (const part of [html, onOneLine(text)]) {
        expect(part).toContain('Stop all emails');
        if (kind === 'reminder') continue;
        expect(part).toContain('You asked Example Back Clinic for these lessons');
        for (const sign of [
          /between the legs|between your legs/,
          /peeing/,
          /weak legs/,
          /chest pain/,
          /[Ff]ever/,
          /a fall/,
        ])
          expect(part).toMatch(sign);
      }
      const change = kind === 'reminder' ? fields.link.reminders : fields.link.preferences;
      for (const link of [fields.link.unsubscribe, change, fields.link.help]) expect(linksIn(html)).toContain(link);
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

describe('what is pressed', () => {
  const filled = (mail: MailTemplate | undefined) => mail!.html(named);

  test('is one filled button a lesson, in the practice; "I did it" in a reminder', () => {
    const buttons = (html: string) => html.match(/<td[^>]*class="button"/g) ?? [];
    for (const lesson of lessonsOf(series)) {
      // On demand the first thing to press is a link to the signs.
      const filledIn = lesson.id === 'flare-up-now' ? 0 : 1;
      expect([lesson.id, buttons(lesson.mail.html(named)).length]).toEqual([lesson.id, filledIn]);
      for (const reminder of lesson.reminders) {
        expect(reminder.html(named)).toMatch(/class="button"[\s\S]*?>\s*I did it\s*<\/a>/);
        expect(buttons(reminder.html(named))).toHaveLength(1);
      }
    }
  });

  test('answers the plan and last week with one press each', () => {
    const answers = linksIn(filled(series.lessons[1]?.mail)).filter((link) => link.includes('?'));
    const { plan, checkIn } = named.link;
    expect(answers).toEqual([
      ...[1, 2, 3].map((number) => `${plan}?plan=${number}`),
      ...['0', '1-2', '3-4', '5-7'].map((days) => `${checkIn}?days=${days}`),
    ]);
  });
});

describe('the page of a lesson', () => {
  const { link } = named;
  const whole = someFields({
    whole: 'yes',
    firstName: '',
    link: { ...link, web: '', plan: '', checkIn: '', course: '', progress: '' },
  });

  test('says what the mail has no room for: what gets in the way, a bad day, who takes care', () => {
    for (const { mail } of lessonsOf(series))
      for (const heading of ['A common snag', 'On a bad day: 2 minutes', 'Take care'])
        expect([mail.html(whole).includes(heading), mail.html(named).includes(heading)]).toEqual([true, false]);
  });

  test('speaks to somebody who has no mail of ours, and offers them one', () => {
    for (const { mail } of lessonsOf(series)) {
      const html = mail.html(whole);
      expect(html).not.toMatch(/You asked|Stop all emails|Next: |href=""/);
      expect(linksIn(html)).toContain(link.home);
    }
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
    for (const { mail } of lessonsOf(series)) expect(mail.text(named)).toMatch(/^1\. .*\n(?:.*\n)*?2\. /m);
  });

  test('opens with the line that inboxes show', () => {
    eachMail(({ html, text }) => {
      const firstLine = onOneLine(text.split('\n\n')[0] ?? '');
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
