import type { Command } from 'commander';
import type { Audience } from '../../../lambdas/core/course/notice.ts';
import type { DraftedNotice } from '../../notices/read-notice.ts';
import type { ServiceConnection } from '../connection.ts';
import type { AudienceOptions, Reach } from '../notice/audience.ts';
import { OperatorError } from '../operator-error.ts';
import { readLate, readZone } from './read-late.ts';
import type { Terminal } from './terminal.ts';

/** One notice to everybody. */
export function noticeCommands(program: Command, terminal: Terminal): void {
  const group = program
    .command('notice')
    .description('one email to everybody who is subscribed, once: a correction, the clinic is closed, a new sender');

  withAudience(group.command('draft'))
    .description(
      'checks the file of a notice by line and says how many people it would go to; exit code 1 if anything needs fixing',
    )
    .argument('<file>', fileWords)
    .action((file: string, options: AudienceOptions) =>
      terminal.withService(async (connection, say) => {
        const { draft, reach } = await look(file, options, connection);
        say(
          'notice draft',
          { id: draft.id, ...draft.text, reach },
          [`${draft.text.text}\n`, await formatReach(draft, reach)].join('\n'),
        );
      }),
    );

  group
    .command('test')
    .description('sends the notice to one address, filled with sample data; it is nobody’s delivery')
    .argument('<file>', fileWords)
    .argument('<address>', 'recipient')
    .option('--series <id>', 'in the look of this series; by default the one of the start page')
    .action((file: string, to: string, { series: id }: { series?: string }) =>
      terminal.withService(async ({ series, ...connection }, say) => {
        const draft = await read(file);
        const { sendNoticeTest } = await import('../send-test.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const sent = await sendNoticeTest(draft.text, to, { ...connection, series: seriesNamed(id, series) });
        say('notice test', sent, `SES accepted “${sent.subject}” as ${sent.messageId}.`);
      }),
    );

  withAudience(group.command('send'))
    .description(
      'says how many people the notice would go to; with --yes sends it: from the next quarter hour on, in the daytime of each person, to nobody twice',
    )
    .argument('<file>', fileWords)
    .option('--yes', 'sends it; without it nothing is sent')
    .action((file: string, { yes, ...options }: AudienceOptions & { yes?: true }) =>
      terminal.withService(async (connection, say) => {
        const found = await look(file, options, connection);
        if (found === undefined) return;
        const { draft, audience, reach } = found;
        const { sendNotice } = await import('../notice/send-notice.ts');
        const notice = await sendNotice(draft, audience, { sure: yes === true }, connection);
        const next =
          notice === undefined
            ? 'Nothing was sent. Run it again with --yes to send it.'
            : `It goes out from the next quarter hour on. Until then nobody has it: npx weekwise notice stop ${notice.id}`;
        say(
          'notice send',
          { id: draft.id, audience, reach, sent: notice !== undefined },
          `${await formatReach(draft, reach)}\n${next}`,
        );
      }),
    );

  group
    .command('list')
    .description('lists the notices that were sent, newest first, and how each stands')
    .action(() =>
      terminal.withService(async ({ table }, say) => {
        const { dynamoNotices } = await import('../../../lambdas/adapters/dynamo/notices.ts');
        const { noticeCode, stateOf } = await import('../notice/notice-state.ts');
        const notices = await dynamoNotices(table).all();
        const lines = notices.map((notice) => `${notice.at}  ${notice.id}: ${stateOf(notice)}`);
        const data = notices.map((notice) => ({ ...notice, code: noticeCode(notice), state: stateOf(notice) }));
        say('notice list', { notices: data }, lines.join('\n') || 'No notice was sent yet.');
      }),
    );

  group
    .command('show')
    .description('shows one notice: what it says, how many people had it, and how many it has yet to reach')
    .argument('<id>', idWords)
    .action((id: string) =>
      terminal.withService(async (connection, say) => {
        const { dynamoNotices } = await import('../../../lambdas/adapters/dynamo/notices.ts');
        const { formatLeftOut, reachOf } = await import('../notice/audience.ts');
        const { noticeCode, stateOf } = await import('../notice/notice-state.ts');
        const notices = dynamoNotices(connection.table);
        const notice = await notices.find(id);
        if (notice === undefined) throw new OperatorError(noSuch(id), { code: 'not-found' });
        const [text, reach] = [await notices.text(id), await reachOf(notice, connection)];
        const { had, toCome, inDoubt } = reach;
        // Whom it is for was decided when it went out.
        const open = notice.stopped ?? notice.finished;
        const counts =
          open === undefined
            ? `${had} people had it, ${toCome} to come${inDoubt === 0 ? '' : ` (${inDoubt} of them in doubt)`}. ${formatLeftOut(reach)}`
            : `${had} people had it.`;
        say(
          'notice show',
          { notice: { ...notice, code: noticeCode(notice), state: stateOf(notice) }, text, reach },
          [`“${notice.subject}”, sent at ${notice.at}: ${stateOf(notice)}`, counts, '', text?.text ?? ''].join('\n'),
        );
      }),
    );

  group
    .command('stop')
    .description('stops a notice for good: within two minutes nobody gets it any more')
    .argument('<id>', idWords)
    .argument('[why]', 'for the next person who looks', 'by the operator')
    .action((id: string, why: string) =>
      terminal.withService(async ({ table, clock }, say) => {
        const { dynamoNotices } = await import('../../../lambdas/adapters/dynamo/notices.ts');
        const { isoInstant } = await import('../../../lambdas/core/time/calendar.ts');
        const stopped = { at: isoInstant(clock.now()), why };
        if (!(await dynamoNotices(table).stop(id, stopped))) {
          throw new OperatorError(`${noSuch(id)} Or it is over: npx weekwise notice show ${id}`, { code: 'not-found' });
        }
        say('notice stop', { id, stopped }, `Stopped. Who had it: npx weekwise notice show ${id}`);
      }),
    );
}

const fileWords = 'Markdown below front matter with subject and preheader';
const idWords = 'as notice list shows it';
const noSuch = (id: string) => `No notice ${id} was sent: npx weekwise notice list.`;

function withAudience(command: Command): Command {
  return command
    .option('--series <id>', 'only people in this series')
    .option('--had <lesson>', 'only people who ever had this lesson, in whatever round or series')
    .option('--zone <zone>', 'only people of this time zone, such as Europe/Berlin')
    .option('--imported <name>', 'only people whom this import brought')
    .option('--also-paused', 'people in a pause as well, who asked for quiet: for safety only')
    .option('--also-completed', 'people who had every lesson as well')
    .hook('preAction', readLate({ zone: readZone }));
}

interface Looked {
  draft: DraftedNotice;
  audience: Audience;
  reach: Reach;
}

async function look(file: string, options: AudienceOptions, connection: ServiceConnection): Promise<Looked> {
  const draft = await read(file);
  const { audienceOf, refuseUnknownLesson } = await import('../notice/audience.ts');
  const { reachOfDraft } = await import('../notice/send-notice.ts');
  const audience = audienceOf(options, connection.series);
  const reach = await reachOfDraft(draft, audience, connection);
  refuseUnknownLesson(audience, reach, connection.series);
  return { draft, audience, reach };
}

/** @throws TemplateError where something needs fixing: it is said, by line */
async function read(file: string): Promise<DraftedNotice> {
  const { draftAt } = await import('../notice/send-notice.ts');
  return draftAt(file);
}

async function formatReach({ id, text }: DraftedNotice, reach: Reach): Promise<string> {
  const { formatLeftOut } = await import('../notice/audience.ts');
  return `“${text.subject}” (${id}) is for ${reach.toCome} people. ${formatLeftOut(reach)}`;
}
