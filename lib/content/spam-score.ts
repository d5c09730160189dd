import { spawnSync } from 'node:child_process';
import { mimeComposer } from '../../lambdas/adapters/mime/composer.ts';
import type { MailTemplate } from '../../lambdas/core/course/series.ts';
import { exampleFields } from '../templates/example-fields.ts';
import type { Problem } from '../templates/source-location.ts';
import type { LoadedSources } from './workshop.ts';

/** Filters that go by SpamAssassin's rules begin to mind at 5. */
const scoreMax = 2;

const numberField = 'X-Mail-Number';

/** Lets SpamAssassin judge each mail, without the network: all in one go, since it takes a second to start. */
export async function spamFindings({ mails }: Pick<LoadedSources, 'mails'>): Promise<Problem[]> {
  const messages = await Promise.all(mails.map(({ mail }) => messageOf(mail)));
  // Numbered, since it tells of them in an order of its own.
  const mbox = messages.map(
    (message, number) =>
      `From weekwise Mon Jan  1 00:00:00 2026\n${numberField}: ${number}\n${message.replaceAll(/^From /gm, '>From ')}\n`,
  );
  const { stdout } = spawnSync('spamassassin', ['--local', '--test-mode', '--mbox'], {
    input: mbox.join('\n'),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const judged = new Map(
    stdout
      .split(/^From weekwise .*$/m)
      .map((said) => [new RegExp(`^${numberField}: (\\d+)`, 'm').exec(said)?.[1], said]),
  );
  return mails.flatMap(({ name, place }, number): Problem[] => {
    const [, score = 'nothing', tests = ''] =
      /^X-Spam-Status:.*?score=(-?[\d.]+)[\s\S]*?tests=([\s\S]*?)\s\w+=/m.exec(judged.get(String(number)) ?? '') ?? [];
    if (Number(score) <= scoreMax) return [];
    return [{ ...place, message: `${name} scores ${score} as spam: ${tests.replaceAll(/\s+/g, '')}` }];
  });
}

async function messageOf(mail: MailTemplate): Promise<string> {
  const raw = await mimeComposer.compose({
    from: { name: exampleFields.sender.name, address: 'lessons@weekly.example.com' },
    replyTo: 'hello@example.com',
    to: 'ann@example.org',
    subject: mail.subject(exampleFields),
    html: mail.html(exampleFields),
    text: mail.text(exampleFields),
    headers: {},
  });
  return Buffer.from(raw).toString('latin1').replaceAll('\r\n', '\n');
}
