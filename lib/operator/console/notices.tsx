import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { isUnderWay, noticeFields, type Audience, type NoticeText } from '../../../lambdas/core/course/notice.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { mailFrame } from '../../console/mail-frame.ts';
import { consolePath, type Page, type Section } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';
import { reachOf } from '../notice/audience.ts';
import { reachOfDraft, sendNotice, sureToSend } from '../notice/send-notice.ts';
import { readDraft, TypedDraft, type DraftFaults } from '../notice/typed-draft.ts';
import { OperatorError } from '../operator-error.ts';
import { sampleFields, sendNoticeTest } from '../send-test.ts';
import { keptInMemory } from './kept.ts';
import { NoticeForm } from './notice-form.tsx';
import { DraftPage, NoticeList, SentNotice } from './notice-pages.tsx';

const path = '/notices';
const at = consolePath + path;
/** A draft, by the name under which it is kept. */
const drafted = `${path}/draft/:name`;

/**
 * One email to everybody: written, looked at, counted, tested, sent, watched and stopped. All of it is done by what `npx weekwise notice` does it
 * by. A draft is kept in memory until it is sent.
 */
export function noticesSection(connection: ServiceConnection): Section {
  const notices = dynamoNotices(connection.table);
  const drafts = keptInMemory<TypedDraft>(randomUUID);
  const seriesFor = ({ series }: Audience) => connection.series.find(series ?? '') ?? connection.series.first;

  /** As a person gets it who does not exist. */
  const framed = (context: Context, text: NoticeText, audience: Audience) => {
    const { origin } = new URL(context.req.url);
    const { name, postalAddress, from } = connection.sending ?? { name: connection.name, postalAddress: '', from: '' };
    const fields = { ...sampleFields({ siteUrl: origin, name, postalAddress, from }), notice: noticeFields(text) };
    return mailFrame(context, seriesFor(audience).notice.html(fields), origin);
  };
  const form = (context: Context, page: Page, draft: TypedDraft, faults: DraftFaults = {}) =>
    page(
      context,
      'Write a notice',
      <NoticeForm at={`${at}/draft`} draft={draft} faults={faults} library={connection.series} />,
      Object.keys(faults).length === 0 ? {} : { status: 422 },
    );
  const showDraft = async (context: Context, page: Page, error?: string) => {
    const name = context.req.param('name') ?? '';
    const typed = drafts.find(name);
    if (typed === undefined) return page(context, 'No such draft', <p>{forgotten}</p>, { status: 404 });
    const read = await readDraft(typed, connection);
    if ('faults' in read) return form(context, page, typed, read.faults);
    const { draft, audience } = read;
    const shown = (
      <DraftPage
        at={`${at}/draft/${name}`}
        {...{ draft, audience, error }}
        reach={await reachOfDraft(draft, audience, connection)}
        library={connection.series}
        form={<NoticeForm at={`${at}/draft`} draft={typed} faults={{}} library={connection.series} />}
      />
    );
    return page(context, 'A notice, not sent yet', shown, error === undefined ? {} : { status: 422 });
  };
  /** What is drafted under the name in the address; undefined where it is forgotten, or wrong. */
  const draftIn = async (context: Context) => {
    const typed = drafts.find(context.req.param('name') ?? '');
    const read = typed && (await readDraft(typed, connection));
    return read === undefined || 'faults' in read ? undefined : read;
  };
  /** Does something with a draft. What an operator can mend is said on its page. */
  const withDraft = async (
    context: Context,
    page: Page,
    take: (read: NonNullable<Awaited<ReturnType<typeof draftIn>>>) => Promise<Response>,
  ) => {
    const read = await draftIn(context);
    if (read === undefined) return showDraft(context, page);
    try {
      return await take(read);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      return showDraft(context, page, error.message);
    }
  };

  return {
    name: 'Notices',
    path,
    done: {
      tested: 'The test is on its way. It is nobody’s email: nothing was recorded.',
      sent: 'It goes out from the next quarter hour on. Until then nobody has it.',
      stop: 'The notice is stopped: within two minutes nobody gets it any more.',
      'not-stopped': 'The notice was over already.',
    },
    routes: (app, page) => {
      app.get(path, async (context) => page(context, 'Notices', <NoticeList at={at} notices={await notices.all()} />));
      app.get(`${path}/new`, (context) => form(context, page, TypedDraft.parse({})));
      app.post(`${path}/draft`, async (context) => {
        const typed = TypedDraft.safeParse(await context.req.parseBody());
        if (typed.data === undefined) return form(context, page, TypedDraft.parse({}), { text: 'cannot be read' });
        return context.redirect(`${at}/draft/${drafts.keep(typed.data)}`, 303);
      });
      app.get(drafted, (context) => showDraft(context, page));
      app.get(`${drafted}/html`, async (context) => {
        const read = await draftIn(context);
        return read === undefined ? context.notFound() : framed(context, read.draft.text, read.audience);
      });
      app.post(`${drafted}/test`, (context) =>
        withDraft(context, page, async ({ draft, audience }) => {
          const { to } = await context.req.parseBody<{ to?: string }>();
          await sendNoticeTest(draft.text, to ?? '', { ...connection, series: seriesFor(audience) });
          return context.redirect(`${at}/draft/${context.req.param('name')}?done=tested`, 303);
        }),
      );
      app.post(`${drafted}/send`, (context) =>
        withDraft(context, page, async ({ draft, audience }) => {
          const { sure } = await context.req.parseBody<{ sure?: string }>();
          const sent = await sendNotice(draft, audience, { sure: sure === 'yes' }, connection);
          if (sent === undefined) return showDraft(context, page, `Nothing was sent: tick that ${sureToSend}.`);
          return context.redirect(`${at}/${sent.id}?done=sent`, 303);
        }),
      );

      const sent = `${path}/:id{[a-z0-9-]+}`;
      app.get(sent, async (context) => {
        const id = context.req.param('id');
        const [notice, text] = await Promise.all([notices.find(id), notices.text(id)]);
        if (notice === undefined) {
          return page(context, 'No such notice', <p>No notice of this name was sent.</p>, { status: 404 });
        }
        const isCounted = context.req.query('counted') !== undefined;
        const reach = isCounted ? await reachOf(notice, connection) : undefined;
        const shown = <SentNotice at={`${at}/${id}`} {...{ notice, text, reach }} library={connection.series} />;
        // Counting reads everybody: it is not done over and over.
        return page(context, notice.subject, shown, {
          ...(isUnderWay(notice) && !isCounted && { follows: `${consolePath}/api/notices/${id}` }),
        });
      });
      app.get(`${sent}/html`, async (context) => {
        const id = context.req.param('id');
        const [notice, text] = await Promise.all([notices.find(id), notices.text(id)]);
        return notice === undefined || text === undefined ? context.notFound() : framed(context, text, notice.audience);
      });
      app.post(`${sent}/stop`, async (context) => {
        const id = context.req.param('id');
        const done = await notices.stop(id, { at: isoInstant(connection.clock.now()), why: 'by the console' });
        return context.redirect(`${at}/${id}?done=${done ? 'stop' : 'not-stopped'}`, 303);
      });
      // Its text changes as the notice goes on.
      app.get('/api/notices/:id', async (context) => context.json((await notices.find(context.req.param('id'))) ?? {}));
    },
  };
}

const forgotten =
  'A draft is kept only while the console runs, and until a hundred others were written: please write it once more.';
