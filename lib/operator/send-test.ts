import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { mimeComposer } from '../../lambdas/adapters/mime/composer.ts';
import { parseAddress } from '../../lambdas/core/person/address.ts';
import { everyLesson } from '../../lambdas/core/course/course.ts';
import { accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { MailFields, MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { noticeFields, type NoticeText } from '../../lambdas/core/course/notice.ts';
import { exampleLinks } from '../../lambdas/core/mail/mail-links.ts';
import { plainSample } from '../preview/samples.ts';
import { OperatorError } from './operator-error.ts';
import type { SendingDetails } from '../cloud/operator-outputs.ts';

export interface TestMail {
  /** The name of the mail that it shows. */
  mail: string;
  subject: string;
  /** By which SES knows it. */
  messageId: string;
}

/**
 * Sends one mail of the series as a made-up person would get it, to look at it in a real inbox. It is nobody's delivery: it names no subscriber,
 * nothing is recorded, and its links carry tokens that open nothing.
 *
 * @throws OperatorError when there is no such mail, or SES refuses it
 */
export async function sendTest(name: string, to: string, deps: TestDeps): Promise<TestMail> {
  return sendSample({ name, template: mailNamed(name, deps.series) }, to, deps);
}

/** The same of a notice to everybody. */
export async function sendNoticeTest(text: NoticeText, to: string, deps: TestDeps): Promise<TestMail> {
  return sendSample({ name: 'notice', template: deps.series.notice, notice: noticeFields(text) }, to, deps);
}

interface TestDeps {
  series: Series;
  sending: SendingDetails | undefined;
  ses: SESClient;
}

async function sendSample(
  { name, template, notice }: { name: string; template: MailTemplate; notice?: MailFields['notice'] },
  to: string,
  { sending, ses }: TestDeps,
): Promise<TestMail> {
  if (sending === undefined)
    throw new OperatorError('This stage does not say who sends: deploy it again, then send a test.');
  const address = parseAddress(to);
  if (typeof address === 'string')
    throw new OperatorError(`This is not an email address: ${address}.`, { code: 'usage' });
  const fields = { ...sampleFields(sending), ...(notice !== undefined && { notice }) };
  const subject = `[Test] ${template.subject(fields)}`;
  const { from, replyTo, configurationSet } = sending;
  const Data = await mimeComposer.compose({
    from: { name: sending.name, address: from },
    replyTo,
    to: address.mailbox,
    subject,
    html: template.html(fields),
    text: template.text(fields),
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  const { MessageId = '' } = await ses
    .send(
      new SendRawEmailCommand({
        Source: from,
        Destinations: [address.mailbox],
        RawMessage: { Data },
        ConfigurationSetName: configurationSet,
        Tags: [{ Name: 'delivery', Value: 'test' }],
      }),
    )
    .catch((cause: Error) => {
      throw new OperatorError(`SES did not take the test: ${cause.name}. ${cause.message}`, { cause });
    });
  return { mail: name, subject, messageId: MessageId };
}

/** What `lesson:3`, the id of a lesson or the name of another mail stands for. */
function mailNamed(name: string, series: Series): MailTemplate {
  const kind = accountMailKinds.find((one) => one === name);
  if (kind !== undefined) return series.mails[kind];
  const numbered = /^lesson:(\d+)$/.exec(name);
  const lesson =
    numbered === null ? everyLesson(series).find(({ id }) => id === name) : series.lessons[Number(numbered[1]) - 1];
  if (lesson !== undefined) return lesson.mail;
  throw new OperatorError(
    `No email ${name} in ${series.id}. There are lesson:1 to lesson:${series.lessons.length}, ` +
      `${everyLesson(series)
        .map(({ id }) => id)
        .join(', ')}, and ${accountMailKinds.join(', ')}.`,
    { code: 'not-found' },
  );
}

/** What the preview merges, on our own site: pictures show, pages that anybody may open open, and sample tokens open nothing. */
export function sampleFields({
  siteUrl,
  name,
  postalAddress,
  from,
}: Pick<SendingDetails, 'siteUrl' | 'name' | 'postalAddress' | 'from'>): MailFields {
  const { fields } = plainSample;
  return { ...fields, sender: { name, postalAddress, address: from }, link: exampleLinks(siteUrl) };
}
