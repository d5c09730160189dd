import { join, resolve } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Hono } from 'hono';
import type { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { isUnderWay } from '../../lambdas/core/course/notice.ts';
import { nextBusyTick } from '../../lambdas/core/sending/planning.ts';
import { tickAtOrBefore, tickMinutes } from '../../lambdas/core/time/calendar.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import type { SiteHandlerName } from '../cloud/site-routes.ts';
import { consoleApp } from '../console/app.tsx';
import { inWords } from '../console/instants.ts';
import type { Section } from '../console/section.ts';
import { whyStopped } from '../console/send-state.ts';
import { acceptedLosses } from './accepted-losses.ts';
import { startBackends } from './backends.ts';
import { openClock, type VirtualClock } from './clock.ts';
import { scheduledEvent, startTickScheduler, type TickScheduler } from './clockwork.ts';
import { clockSection } from './console/clock.tsx';
import { inboxSection } from './console/inbox.tsx';
import { createQueues } from './create-queues.ts';
import { DataFolderError, ensurePrivateFolder } from './data-folder.ts';
import type { DynamoEmulatorName } from './emulators/dynamo.ts';
import type { PublishedEvent, SesEmulator } from './emulators/ses.ts';
import type { SqsEmulator } from './emulators/sqs.ts';
import { journalOf } from './emulators/sqs-queues.ts';
import { ensureTable, switchStream } from './emulators/table.ts';
import { sweepExpired } from './emulators/ttl.ts';
import { setEnvironment } from './environment.ts';
import { startEventSources } from './event-sources.ts';
import { lockFolder } from './folder-lock.ts';
import type { Handlers } from './handlers.ts';
import { startHttpApi, type HttpHandler } from './http-api.ts';
import { ensureKeyring } from './keyring-file.ts';
import { noteWriter } from './note-writer.ts';
import { lambdaContext, throughJson } from './lambda-context.ts';
import { emulatorPort, sdkPort, type QueuePort } from './queue-port.ts';
import { watchByCounts, watchEmulator } from './queue-watch.ts';
import { everyQueueName, namesOf, queueNames, type PerQueue } from './queues.ts';
import { writeServiceFile } from './service-file.ts';
import { localRegion, localSettings, localTableName } from './settings.ts';
import { snsEnvelope } from './sns-envelope.ts';
import { openStorage, StorageError, type FileCalls } from './storage.ts';
import { hasPeople, openTableWitness } from './table-witness.ts';
import { thisWriter } from '../writer.ts';
import { webhooksAsked } from './webhooks-asked.ts';
import { readChanges } from './webhooks.ts';

export interface LocalServiceOptions {
  /** Where everything is kept. */
  dataDir: string;
  /** Of the site; 0 takes a free one. */
  port: number;
  /** A function is called once the port and the folder are ours: they take longest to load. */
  handlers: Handlers | (() => Promise<Handlers>);
  /** Defaults to dynoxide where it is installed. */
  emulator?: DynamoEmulatorName | undefined;
  /** What the console has beside inbox and clock. Asked for once somebody opens it: the service runs then. */
  sections?: ((clock: Clock) => Promise<{ sections: Section[]; close: Closer }>) | undefined;
  /** Hears what a handler or an emulator throws. */
  onError: (error: unknown) => void;
  /** Called with a sentence for the operator. */
  onNotice?: ((sentence: string) => void) | undefined;
  /** What callers of the emulators must use as access key ID, for tests; random at each start by default. */
  accessKey?: string | undefined;
  /** Real time, for tests. */
  realNow?: () => number;
  /** The disk, for tests. */
  files?: FileCalls | undefined;
  /** Stands between SES and the feedback queue, for tests. */
  eventFeed?: EventFeedState | undefined;
}

/** A feed in which SES's events may be held up. */
export interface EventFeedState {
  /** Given the way on, answers the way to take. */
  through: (deliver: EventSink) => EventSink;
  /** When the next event that is held may go on. */
  nextAt: () => Temporal.Instant | undefined;
  /** Lets go on what may by now. */
  release: () => Promise<void>;
}

/** Takes an event that SES published. */
export type EventSink = (event: PublishedEvent) => Promise<void>;

/** The whole service on one machine. */
export interface LocalService {
  /** Origin of the site; the console is at `/local` below it. */
  url: string;
  dataDir: string;
  /** What stands in for DynamoDB, in words. */
  dynamoName: string;
  /** Where events go, or why not; undefined where nobody asked for it. */
  webhooks: 'on' | 'need-dynoxide' | undefined;
  clock: VirtualClock;
  clockwork: TickScheduler;
  ses: SesEmulator | undefined;
  sqs: SqsEmulator | undefined;
  /** Resolves when all queues are empty and no handler works. @throws what keeps them from it, when that does not pass */
  drained: () => Promise<void>;
  /** Finishes what is under way, then stops everything. What is left on the queues is found at the next start. */
  close: () => Promise<void>;
}

/** Stops one thing; what it answers is awaited. */
type Closer = () => unknown;

/** How long `close` waits for queues to empty before it leaves the rest to the next start. */
const drainOnCloseMs = 5_000;

/**
 * Starts the service. While it runs, the SDK's endpoint, region and key variables of this process point to it.
 *
 * @throws PortTakenError, DataFolderError (in use, damaged or not whole), StorageError: show their messages as they are
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const dataDir = resolve(options.dataDir);
  const closers: Closer[] = [];
  const onClose = (close: Closer) => void closers.unshift(close);
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= (async () => {
      const failures: unknown[] = [];
      // All of them: one that fails must not leave the folder locked, or an emulator running.
      for (const closer of closers)
        await Promise.resolve()
          .then(closer)
          .catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    })());
  try {
    return { ...(await build({ ...options, dataDir }, onClose)), close };
  } catch (error) {
    await close().catch(options.onError);
    throw error;
  }
}

async function build(
  {
    dataDir,
    port,
    handlers: given,
    emulator,
    sections,
    onError: onAnyError,
    onNotice,
    accessKey,
    realNow = Date.now,
    files,
    eventFeed = openFeed,
  }: LocalServiceOptions,
  onClose: (close: Closer) => void,
): Promise<Omit<LocalService, 'close'>> {
  const asked = webhooksAsked();
  const accepted = acceptedLosses();
  const storage = openStorage({
    files,
    onTrouble: ({ message }) => onNotice?.(`${message} The service waits, and goes on by itself then.`),
    onHealed: (place) => onNotice?.(`${place} can be written again: the service goes on.`),
  });
  // The storage tells of its troubles itself, and once.
  const onError = (error: unknown) => (error instanceof StorageError ? undefined : onAnyError(error));
  onClose(ensurePrivateFolder(dataDir, onNotice));
  onClose(lockFolder(dataDir));
  noteWriter(dataDir, storage);
  const region = process.env['AWS_REGION'] || localRegion;
  const clock = openClock({ file: join(dataDir, 'clock.json'), realNow, storage });
  const standsForMs = clock.standsForMs();
  if (standsForMs > 60_000) onNotice?.(clockStands(clock.now(), standsForMs));

  // The port first: whether it is free decides everything else, and the links in mails need its number. Requests wait for the rest.
  const site = deferred<
    Record<SiteHandlerName, HttpHandler> & { console: (request: Request) => Response | Promise<Response> }
  >();
  const onceThere =
    (name: SiteHandlerName): HttpHandler =>
    async (event, context) =>
      (await site.promise)[name](event, context);
  const server = await startHttpApi({
    port,
    handlers: { web: onceThere('web'), unsubscribe: onceThere('unsubscribe') },
    console: async (request) => (await site.promise).console(request),
    onError,
  });
  onClose(() => server.stop(2_000));
  const url = `http://localhost:${server.port}`;
  const handlers = typeof given === 'function' ? await given() : given;

  const onTopic = async (message: object | string) => {
    const MessageBody = snsEnvelope(message, clock.now(), region);
    await backends.clients.sqs
      .send(new SendMessageCommand({ QueueUrl: queueUrls.feedback, MessageBody }))
      .catch(onError);
  };
  const publish = eventFeed.through(onTopic);
  const keeping = { storage, dropUnreadable: accepted.has('lines'), onNotice };
  const backends = await startBackends({
    dataDir,
    clock,
    region,
    emulator,
    onEvent: publish,
    accessKey,
    keeping,
    acceptTableLoss: accepted.has('table'),
    onClose,
  });
  const { clients, sqs, ses } = backends;
  if (sqs !== undefined) onClose(clock.onMoved(sqs.recheck));
  await ensureTable(clients.dynamo, localTableName).catch((error: unknown) => {
    throw backends.dynamoName.startsWith('http') ? error : DataFolderError.damaged(join(dataDir, 'table'), error);
  });
  const webhooks = backends.dynamoName === 'dynoxide' ? asked : undefined;
  if (backends.dynamoName === 'dynoxide') {
    await switchStream(clients.dynamo, localTableName, webhooks !== undefined);
  }
  const queueUrls = await createQueues(clients.sqs, region, webhooks ? everyQueueName : queueNames);
  await ses?.connectTopic(onTopic);

  const table = openTable(localTableName, clients.dynamo);
  const control = dynamoControl(table);
  const witness = await openTableWitness(
    { dataDir, table, control, storage },
    { mailCount: ses?.mails().length ?? 0, accepted: accepted.has('table') },
  );
  // SES's list begins with the folder: the first night would otherwise read through all the years before it.
  if (ses?.mails().length === 0 && (await control.reconciledThrough()) === undefined) {
    await control.reconciled(isoInstant(clock.now()));
  }
  const keyring = ensureKeyring(join(dataDir, 'keyring.json'), {
    hasPeople: await hasPeople(table),
    accepted: accepted.has('keys'),
    storage,
  });
  const settings = localSettings({ siteUrl: url, keyring, queueUrls, webhooks });
  // The handlers look for it when the first mail or page is asked for; whoever starts the service would rather know now.
  const seriesIds = settings.SERIES.split(' ').filter(Boolean);
  handlers.compiledSeries?.(seriesIds);
  // Counters go to CloudWatch by way of the output; here they would be noise.
  onClose(setEnvironment({ ...backends.environment, POWERTOOLS_METRICS_DISABLED: 'true' }));
  const overrides = { clock };
  onClose(
    writeServiceFile(
      dataDir,
      {
        weekwise: thisWriter,
        region,
        table: localTableName,
        series: seriesIds,
        keyring: settings.KEYRING,
        endpoints: backends.endpoints,
        accessKey: backends.accessKey,
        sending: {
          siteUrl: url,
          configurationSet: settings.ACCOUNT_CONFIGURATION_SET,
          from: settings.ACCOUNT_FROM,
          name: settings.SENDER_NAME,
          replyTo: settings.REPLY_TO,
          postalAddress: settings.POSTAL_ADDRESS,
        },
        queueUrls,
        ...(webhooks && { webhook: { url: webhooks.WEBHOOK_URL } }),
      },
      storage,
    ),
  );
  const send = handlers.send(settings, overrides);
  const reconcile = handlers.reconcile(settings, overrides);
  const count = handlers.count(settings, overrides);
  const names = namesOf(queueUrls);
  const watch = sqs === undefined ? watchByCounts(clients.sqs, queueUrls) : watchEmulator(sqs, names);
  const changes =
    webhooks &&
    (await readChanges({
      dataDir,
      tableName: localTableName,
      dynamo: clients.dynamo,
      endpoint: backends.endpoints.dynamo,
      accessKey: backends.accessKey,
      region,
      announce: handlers.announce!(settings, overrides),
      clock,
      storage,
      onError,
    }));
  if (changes !== undefined) onClose(changes.stop);
  const sources = startEventSources({
    region,
    queues: Object.fromEntries(
      names.map((name) => [name, sqs === undefined ? sdkPort(clients.sqs, queueUrls[name]!) : emulatorPort(sqs, name)]),
    ) as PerQueue<QueuePort>,
    handlers: {
      send,
      account: send,
      feedback: handlers.feedback(settings, overrides),
      ...(webhooks && { webhook: handlers.webhook!(settings, overrides) }),
    },
    watch,
    changes,
    ses,
    trouble: () => storage.trouble(journalOf(join(dataDir, 'queues'))),
    onError,
  });
  onClose(() => sources.stop());
  const drained = async () => {
    await eventFeed.release();
    await sources.drained();
  };
  const nextChangeAt = () =>
    [watch.nextChangeAt(), eventFeed.nextAt()]
      .filter((instant) => instant !== undefined)
      .toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
  const plan = handlers.plan(settings, overrides);
  // An index elsewhere may be behind. What it takes is there by now: the handlers have loaded it.
  const isEmbedded = sqs !== undefined && !backends.dynamoName.startsWith('http');
  const passQuietTick =
    isEmbedded && handlers.mayPassQuietTicks
      ? (await import('./quiet-ticks.ts')).quietTicks(settings, { clock, table, sqs })
      : undefined;
  const clockwork = startTickScheduler({
    clock,
    region,
    plan: async (event, context) => {
      const through = await passQuietTick?.();
      if (through === undefined) await plan(event, context);
      await witness.note(through);
    },
    drained,
    nextChangeAt,
    ...(handlers.plansMissedTicks && {
      busyTick: async (after, until) => {
        const { inUse, notices } = await control.planning();
        // A notice goes on at every tick.
        if (notices.some(isUnderWay)) return tickAtOrBefore(after).add({ minutes: tickMinutes });
        return nextBusyTick(inUse, after, until);
      },
    }),
    daily: async () => {
      await sweepExpired(clients.dynamo, localTableName, clock.now());
      const event = throughJson(scheduledEvent(clock.now(), region));
      await reconcile(event, lambdaContext('reconcile', timings.timeout.reconcile * 1000)).catch(onError);
      await count(event, lambdaContext('count', timings.timeout.count * 1000)).catch(onError);
    },
    onError,
  });
  onClose(() =>
    Promise.race([
      sources.drained().catch(() => undefined),
      new Promise((done) => setTimeout(done, drainOnCloseMs).unref()),
    ]),
  );
  onClose(() => clockwork.stop());

  const stopped = async () => storage.trouble()?.message ?? whyStopped(control);
  const trouble = () => storage.trouble()?.message;
  const { nextTick, advanceTo } = clockwork;
  const ownSections = [
    inboxSection(ses, url),
    clockSection({ now: clock.now, nextTick, advanceTo, trouble, onError }, async () => ({
      mails: ses?.mails().length ?? 0,
      stopped: (await stopped()) ?? null,
    })),
  ];
  let pages: Promise<Hono> | undefined;
  const openConsole = async () => {
    const others = await sections?.(clock);
    if (others !== undefined) onClose(others.close);
    return consoleApp({
      name: 'Weekwise on this machine',
      siteUrl: url,
      now: clock.now,
      sections: [...ownSections, ...(others?.sections ?? [])],
      stopped,
      onError,
    });
  };
  site.resolve({
    web: handlers.web(settings, overrides),
    unsubscribe: handlers.unsubscribe(settings, overrides),
    console: async (request) => (await (pages ??= openConsole())).fetch(request),
  });
  // Once more, now as the first thing to stop: no new work while the rest is finished.
  onClose(() => server.stop(2_000));
  const told = webhooks === undefined ? asked && 'need-dynoxide' : 'on';
  return { url, dataDir, dynamoName: backends.dynamoName, webhooks: told, clock, clockwork, ses, sqs, drained };
}

/** Holds nothing up. */
const openFeed: EventFeedState = {
  through: (deliver) => deliver,
  nextAt: () => undefined,
  release: async () => undefined,
};

function clockStands(now: Temporal.Instant, standsForMs: number): string {
  const minutes = Math.ceil(standsForMs / 60_000);
  return `The clock of this machine is ${minutes} minutes behind that of the service, which never goes back: it stands at ${inWords(now)} until then. To go on at once, move it on in the console.`;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
