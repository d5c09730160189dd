import { simpleParser } from 'mailparser';
import { findings, rulesOfWords } from './axe.ts';
import type { StoredMail } from './console.ts';
import { kindOf, mainText, type Story } from './story.ts';

/** What was to be filled in. */
const notFilled = /undefined|\bNaN\b|\{\{|\[\[|\[object/;

/**
 * Somebody with a phone who reads one language: each page that is opened has to be in it, without a word of English, and each kind of page is looked at by
 * axe-core where it is first met; what does not go by the language is in accessibility.test.ts.
 *
 * @param to - their address
 * @param findEnglish - see `english.ts`
 */
export async function readerOf(
  story: Story,
  about: { to: string; language: string; locale: string; zone: string; findEnglish: (page: string) => string[] },
) {
  const { to, language, locale, zone, findEnglish } = about;
  const { page, strangers } = await story.visit({ javaScriptEnabled: true, timezoneId: zone, locale });
  page.on('dialog', (dialog) => void dialog.accept());
  const lookedAt = new Set<string>();
  const faults: string[] = [];
  const theirs = async () => (await story.local.mails()).filter((mail) => mail.to === to);
  const mailsOf = async (kind: string) => (await theirs()).filter(({ delivery }) => delivery?.split('_')[0] === kind);

  /** Looks at what is open now. */
  const look = async () => {
    const kind = kindOf(page);
    const { html, lang } = await page.evaluate<{ html: string; lang: string }>(
      '({ html: document.documentElement.outerHTML, lang: document.documentElement.lang })',
    );
    const unfilled = notFilled.exec(html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '')) ?? [];
    const wrong = [...(lang === language ? [] : [`is in ${lang}`]), ...findEnglish(html), ...unfilled];
    if (!lookedAt.has(kind)) wrong.push(...(await findings(page, { runOnly: rulesOfWords })));
    lookedAt.add(kind);
    faults.push(...wrong.map((what) => `${kind}: ${what}`));
  };
  const open = async (url: string) => {
    await page.goto(url);
    await look();
  };
  const latest = async (kind = 'lesson') => (await mailsOf(kind)).at(-1)!;

  return {
    page,
    strangers,
    lookedAt,
    /** What was wrong with pages so far. */
    faults,
    look,
    open,
    mailsOf,
    latest,
    /** Follows the link of an email, by the name of its page; of the latest lesson where none is given. */
    openFrom: async (name: string, mail?: StoredMail) => open(await story.linkIn(mail ?? (await latest()), name)),
    /** Opens a page by the link to the settings, which opens it too. */
    openBeside: async (name: string) =>
      open((await story.linkIn(await latest(), 'settings')).replace('/settings/', `/${name}/`)),
    /** Presses a button, waits for what the page says then, and looks at it. */
    press: async (button: string, says: string | RegExp) => {
      await page.getByRole('button', { name: button }).first().click();
      await page.getByText(says).first().waitFor();
      await look();
    },
    main: () => mainText(page),
    /** Reads every email that came. @returns what is wrong with them, and how many there were */
    readMails: async () => {
      const mails = await theirs();
      const read = mails.map(async ({ raw, delivery }) => {
        const { subject = '', html, text = '', headers } = await simpleParser(raw);
        const marks = [/<html [^>]*lang="(\w+)"/.exec(String(html))?.[1], headers.get('content-language') as string];
        const wrong = [
          ...marks.filter((mark) => mark !== language).map((mark) => `is in ${mark}`),
          ...[subject, String(html), text].flatMap(findEnglish),
          ...(notFilled.exec(`${subject} ${text}`) ?? []),
        ];
        return wrong.map((what) => `${delivery}: ${what}`);
      });
      return { wrong: (await Promise.all(read)).flat(), count: mails.length };
    },
  };
}
