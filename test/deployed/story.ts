import { clockAt } from '../support/clock-at.ts';
import assert from 'node:assert/strict';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { eventsOf, topicValidation } from '../../lib/local/emulators/ses-events.ts';
import { stage } from './assembly.ts';
import { awsCall, queryCall } from './aws-call.ts';
import { run, type CommandResult } from './command.ts';
import type { Deployment, FunctionLog } from './deployment.ts';
import { emulatedEnvironment, region } from './emulated-account.ts';
import type { Delivery, TestReceiver } from '../support/receiver.ts';
import { linkTo, type mailboxes } from './mailbox.ts';
import { clockScript } from './moved-clock.ts';
import type { peopleIn } from './people.ts';
import type { queuesOf } from './queues.ts';
import { until } from './until.ts';
import type { visitor } from './visitor.ts';

export interface LocalService {
  endpoint: string;
  deployment: Deployment;
  site: ReturnType<typeof visitor>;
  mail: ReturnType<typeof mailboxes>;
  /** The operator's own system. */
  receiver: TestReceiver;
  people: ReturnType<typeof peopleIn>;
  queues: ReturnType<typeof queuesOf>;
  moveTo: (instant: string) => Promise<void>;
  /** Deploys again, with the restored table. */
  redeploy: (more: { restoredTable: string; restoredStreamArn: string }) => Promise<void>;
  /** What happens once two people are there, before the first lesson. */
  meanwhile: () => Promise<void>;
  /** Runs one step of the story, and says how it went. */
  step: (what: string, work: () => Promise<void>) => Promise<void>;
}

export const ada = 'ada@reader.example';
/** A mailbox of SES's simulator: what SES would say of it is known. */
const ben = 'bounce+ben@simulator.amazonses.com';
/** Where it is day for hours to come: at night, what is put back waits for the morning. Odd offsets, so that nothing falls on a full hour by chance. */
const zone = ['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'].find((one) => {
  const { hour } = clockAt(Temporal.Now.instant(), one);
  return hour >= 8 && hour < 19;
})!;

/** Lives the story of two people through what was deployed: nothing is called that AWS, a reader or an operator would not call. */
export async function live(deps: LocalService): Promise<void> {
  const { site, mail, people, deployment, step } = deps;
  const { siteUrl } = deployment;
  const slot = nextQuarterHour();
  const preferences = {
    firstName: 'Ada',
    lessonDay: String(slot.dayOfWeek),
    sendTime: slot.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone,
    locale: 'en',
  };

  await step('the operator was shown the DNS records, and what is still to do', async () => {
    assert.match(deployment.said, /^TXT +_dmarc\.weekwise\.example +"v=DMARC1/m);
    assert.match(deployment.said, /^Next: /m);
  });

  let taken: Delivery[] = [];
  await step('the operator gives their own system the secret of webhooks, and tests it', async () => {
    const { secret } = JSON.parse(await weekwise(deps, 'webhook', 'secret')) as { secret: string };
    taken = deps.receiver.demand(secret);
    const answer = JSON.parse(await weekwise(deps, 'webhook', 'test')) as { status: number };
    assert.equal(answer.status, 204);
  });

  await step('the landing page', async () => {
    const { status, text, headers } = await site.get(`${siteUrl}/`);
    assert.equal(status, 200, text.slice(0, 500));
    assert.match(text, /<form[^>]+action="\/sign-up"/);
    assert.match(String(headers['content-security-policy']), /default-src 'none'|default-src 'self'/);
  });

  await step('queues refuse a call that is not encrypted', async () => {
    const QueueUrl = deployment.physicalIds('AWS::SQS::Queue')[0]!;
    const call = { Action: 'GetQueueAttributes', QueueUrl };
    await queryCall(deps.endpoint, 'sqs', call);
    await assert.rejects(queryCall(deps.endpoint, 'sqs', call, { 'x-forwarded-proto': 'http' }), /AccessDenied/);
  });

  await step('two people sign up, and get a confirmation mail', async () => {
    for (const email of [ada, ben]) {
      const { status, text } = await site.post(`${siteUrl}/sign-up`, { ...preferences, email, consent: 'yes' });
      assert.equal(status, 200, text.slice(0, 500));
    }
    for (const email of [ada, ben]) await mail.nth(email, 1);
  });

  await step('the link of the mail stored by SES confirms, by its button only', async () => {
    for (const email of [ada, ben]) {
      const link = linkTo('confirm', await mail.nth(email, 1), siteUrl);
      assert.equal((await site.get(link)).status, 200);
      assert.equal(await people.find(email), undefined, 'a GET made a subscriber');
      const { status, text } = await site.post(link, {});
      assert.equal(status, 200, text.slice(0, 500));
      assert.equal((await people.find(email))?.status, 'active');
      const welcome = await mail.nth(email, 2);
      assert.match(welcome.stored.Subject, /welcome/i);
    }
  });

  await deps.queues.quiet();
  await deps.meanwhile();

  await step('a forged link is refused', async () => {
    const link = linkTo('settings', await mail.nth(ada, 2), siteUrl);
    const { status } = await site.get(`${link.slice(0, -2)}${link.endsWith('AA') ? 'BB' : 'AA'}`);
    assert.equal(status >= 400 && status < 500, true, `answered ${status}`);
  });

  await step('at their quarter hour the schedule starts the planner, and both get the first lesson', async () => {
    await expectSchedule(deps);
    await deps.queues.quiet();
    await deps.moveTo(slot.add({ seconds: 1 }).toInstant().toString());
    for (const email of [ada, ben]) {
      const lesson = await mail.nth(email, 3, 45);
      assert.match(String(lesson.parsed.headers.get('list')?.valueOf() ? 'list' : ''), /list/);
      assert.equal(headerOf(lesson.parsed, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
      assert.equal(lesson.stored.Source, 'coach@weekly.weekwise.example');
    }
    await until('the table says that both got it', 15, async () => {
      const both = await Promise.all([ada, ben].map((email) => people.find(email)));
      return both.every((person) => person !== undefined && Object.keys(person.sent).length === 1) || undefined;
    });
  });

  await step('the picture in the lesson is served', async () => {
    const { parsed } = await mail.nth(ada, 3);
    const [picture] = (parsed.html || '').match(/https:\/\/[^"']+\/pictures\/[^"']+\.png/) ?? [];
    assert.ok(picture !== undefined && picture.startsWith(siteUrl), `the lesson has no picture at ${siteUrl}`);
    const { status, headers, text } = await site.get(picture);
    assert.equal(status, 200, text.slice(0, 200));
    assert.equal(headers['content-type'], 'image/png');
  });

  await step('what SES publishes when a topic is connected is no message that fails', async () => {
    const TopicArn = deployment.physicalId('AWS::SNS::Topic', 'EventRoadTopic');
    await queryCall(deps.endpoint, 'sns', { Action: 'Publish', TopicArn, Message: topicValidation });
    await deps.queues.quiet();
    assert.deepEqual(await deps.queues.setAside(), []);
  });

  await step('a bounce, published on SES’s topic, takes its person out', async () => {
    const person = await people.find(ben);
    assert.ok(person);
    for (const event of bounceEvents(person, slot)) {
      const TopicArn = deployment.physicalId('AWS::SNS::Topic', 'EventRoadTopic');
      await queryCall(deps.endpoint, 'sns', { Action: 'Publish', TopicArn, Message: JSON.stringify(event) });
    }
    await until('the table says that Ben’s address bounced', 20, async () =>
      (await people.find(ben))?.status === 'bounced' ? true : undefined,
    );
    assert.equal((await people.find(ada))?.status, 'active');
  });

  await step('the operator’s own system heard of all of it, in requests that verify, by ids only', async () => {
    await heard(taken, ['webhook.test', 'subscribed', 'subscribed', 'lesson.sent', 'lesson.sent', 'bounced']);
    const bodies = taken.map(({ body }) => body).join();
    for (const personal of [ada, ben, 'Ada']) assert.equal(bodies.includes(personal), false, bodies);
  });

  let restored: { table: string; streamArn: string };
  await step('the operator has the table restored, beside the one in use', async () => {
    await weekwise(deps, 'halt', 'a rehearsal');
    const to = Temporal.Now.instant().subtract({ minutes: 10 }).toString();
    restored = JSON.parse(await weekwise(deps, 'restore', to)) as typeof restored;
    await weekwise(deps, 'go');
  });

  await step('a week later Ada gets the second lesson, and Ben nothing', async () => {
    await deps.queues.quiet();
    await deps.moveTo(slot.add({ weeks: 1 }).add({ seconds: 1 }).toInstant().toString());
    await mail.nth(ada, 4, 45);
    await deps.queues.quiet();
    assert.equal(await mail.count(ada), 4);
    assert.equal(await mail.count(ben), 3);
  });

  await step(
    'a deployment puts the restored table in use, which knows nothing of that lesson; nothing goes out',
    async () => {
      await deps.redeploy({ restoredTable: restored.table, restoredStreamArn: restored.streamArn });
      people.use(restored.table);
      assert.equal(Object.keys((await people.find(ada))?.sent ?? {}).length, 1);
      await deps.moveTo(slot.add({ weeks: 1, hours: 2 }).toInstant().toString());
      await until('the planner says that it is fenced', 30, async () =>
        (await messages(deps, 'Calendar')).includes('planner.fenced') ? true : undefined,
      );
      assert.equal(await mail.count(ada), 4);
    },
  );

  await step('the operator accepts it: the lesson counts as sent, and the third comes a week later', async () => {
    const shown = JSON.parse(await weekwise(deps, 'go', '--after-restore')) as { assumed: { lessons: string[] }[] };
    assert.equal(shown.assumed.length, 1);
    await weekwise(deps, 'go', '--after-restore', '--yes');
    await weekwise(deps, 'go');
    await deps.queues.quiet();
    await deps.moveTo(slot.add({ weeks: 2 }).add({ seconds: 1 }).toInstant().toString());
    const third = await mail.nth(ada, 5, 45);
    const subjects = await Promise.all([3, 4].map(async (nth) => (await mail.nth(ada, nth)).stored.Subject));
    assert.equal(subjects.includes(third.stored.Subject), false);
    await deps.queues.quiet();
    assert.equal(await mail.count(ada), 5);
  });

  await step('by then the night’s schedule has compared the suppression lists', async () => {
    await until('reconcile.done in its log', 30, async () =>
      (await messages(deps, 'Reconciliation')).includes('reconcile.done') ? true : undefined,
    );
  });

  await step('one click in the mail program ends all mail', async () => {
    const lesson = await mail.nth(ada, 5);
    const link = /<(https:[^>]+)>/.exec(headerOf(lesson.parsed, 'list-unsubscribe'))?.[1];
    assert.ok(link !== undefined && link.startsWith(`${siteUrl}/unsubscribe/`), `List-Unsubscribe is ${link}`);
    const { status, headers } = await site.post(link, { 'List-Unsubscribe': 'One-Click' });
    assert.equal(status, 200);
    assert.equal(headers['set-cookie'], undefined);
    assert.equal((await people.find(ada))?.status, 'unsubscribed');
    await until('the unsubscribe function to log it', 30, async () =>
      (await messages(deps, 'WebsiteUnsubscribe')).includes('subscriber.unsubscribed') ? true : undefined,
    );
  });

  await step('the operator’s own system heard of it from the restored table’s stream', async () => {
    const before = ['webhook.test', 'subscribed', 'subscribed', 'bounced'];
    await heard(taken, [...before, ...Array<string>(4).fill('lesson.sent'), 'unsubscribed']);
  });

  await step('the operator’s commands find every lesson accounted for', async () => {
    const { states } = JSON.parse(await weekwise(deps, 'audit')) as { states: { unaccounted: number } };
    assert.equal(states.unaccounted, 0);
    // 1 would say that something needs a hand, such as a planner that the moved clock has left behind.
    assert.notEqual((await tryWeekwise(deps, 'status')).code, 2);
  });

  await step('no message was set aside, and no function logged an error, an address or a token', async () => {
    assert.deepEqual(await deps.queues.setAside(), []);
    for (const { group, lines } of await deployment.logs()) expectCleanLog(group, lines);
  });
}

/** Waits until these events were taken, in whichever order, and no other; one that comes again counts once. */
async function heard(taken: Delivery[], types: string[]): Promise<void> {
  const told = () => [...new Map(taken.map(({ id, event }) => [id, event.type])).values()].sort();
  await until(`events ${types.join(', ')}`, 45, async () => (told().length >= types.length ? true : undefined));
  assert.deepEqual(told(), types.toSorted());
}

/** The next local quarter hour, far enough away to sign up and confirm before: who confirms stands in the calendar a minute later. */
function nextQuarterHour(): Temporal.ZonedDateTime {
  const soon = clockAt(Temporal.Now.instant(), zone).add({ minutes: 3 });
  return soon.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'ceil' });
}

/** What makes the planner run; that it does is seen by the mails. */
async function expectSchedule({ deployment, endpoint }: LocalService): Promise<void> {
  const name = deployment.physicalId('AWS::Scheduler::Schedule', 'CalendarQuarterHour').split('/').at(-1) ?? '';
  const said = await awsCall(endpoint, { service: 'scheduler', method: 'GET', path: `/schedules/${name}` });
  const { ScheduleExpression, ScheduleExpressionTimezone, State } = JSON.parse(said) as Record<string, string>;
  assert.deepEqual(
    { ScheduleExpression, ScheduleExpressionTimezone, State },
    { ScheduleExpression: 'cron(0/15 * * * ? *)', ScheduleExpressionTimezone: 'UTC', State: 'ENABLED' },
  );
}

/** What SES publishes about a lesson to a mailbox that does not exist. */
function bounceEvents({ id, address }: Person, slot: Temporal.ZonedDateTime): unknown[] {
  const tags = {
    subscriber: id,
    claim: 'c'.repeat(22),
    delivery: `lesson_${slot.toPlainDate().toString()}`,
  };
  const mail = {
    messageId: '0100018f-deployed',
    source: 'coach@weekly.weekwise.example',
    destinations: [address],
    sentAt: new Date().toISOString(),
    tags,
  };
  return eventsOf(mail as never, Buffer.from('Subject: a lesson\r\n\r\n'), region);
}

async function messages({ deployment }: LocalService, group: string): Promise<unknown[]> {
  const logs = (await deployment.logs()).filter((log: FunctionLog) => log.group.startsWith(group));
  return logs.flatMap(({ lines }) => lines.map(({ fields }) => fields['message']));
}

function expectCleanLog(group: string, lines: FunctionLog['lines']): void {
  for (const { text, fields } of lines) {
    const isExpected = fields['level'] !== 'ERROR' || fields['message'] === 'planner.fenced';
    assert.equal(isExpected, true, `${group}: ${text}`);
    for (const secret of [ada, ben, /[a-z0-9]{1,8}\.[A-Za-z0-9_-]{22}\.[0-9a-z]{1,8}\.[A-Za-z0-9_-]{22}/]) {
      assert.equal(typeof secret === 'string' ? text.includes(secret) : secret.test(text), false, `${group}: ${text}`);
    }
  }
}

/** An operator's command, against the deployed stage. */
export async function weekwise(deps: Pick<LocalService, 'endpoint'>, ...command: string[]): Promise<string> {
  const { code, output } = await tryWeekwise(deps, ...command);
  assert.equal(code, 0, output);
  return output;
}

function tryWeekwise({ endpoint }: Pick<LocalService, 'endpoint'>, ...command: string[]): Promise<CommandResult> {
  const program = ['--require', clockScript, '--import', 'tsx', 'bin/main.ts'];
  return run([process.execPath, ...program, '--stage', stage, '--json', ...command], {
    env: emulatedEnvironment(endpoint),
    seconds: 60,
  });
}

function headerOf({ headerLines }: { headerLines: readonly { key: string; line: string }[] }, name: string): string {
  const line = headerLines.find(({ key }) => key === name)?.line ?? '';
  return line
    .slice(line.indexOf(':') + 1)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
