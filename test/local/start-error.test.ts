import { expect, test } from '@jest/globals';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { UnknownSeriesError } from '../../lambdas/core/course/series.ts';
import { SettingsError } from '../../lambdas/core/settings.ts';
import { DataFolderError } from '../../lib/local/data-folder.ts';
import { PortTakenError } from '../../lib/local/http-api.ts';
import { startLocalService } from '../../lib/local/service.ts';
import { printedOf } from '../../lib/local/start-error.ts';
import { StorageError } from '../../lib/local/storage.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyHandlers } from '../support/toy-handlers.ts';

/** What keeps `npm start` from starting; that a process says it and ends is tried with a port that is taken: `program.test.ts`. */

const place = temporaryFolder();
const start = (environment: Record<string, string>) => {
  Object.assign(process.env, environment);
  const handlers = { ...toyHandlers({ plans: [], feedback: [] }), compiledSeries };
  return startLocalService({ dataDir: place('data'), port: 0, handlers, onError: () => undefined }).then(
    (service) => service.close(),
    printedOf,
  );
};

test('webhooks that cannot go where they are meant to are said in one line', async () => {
  expect(await start({ WEBHOOK_URL: 'http://example.com/' })).toMatch(
    /^WEBHOOK_URL: must be an https address without user and password, such as \S+$/m,
  );
});

test('a series that was not written is one sentence', async () => {
  expect(await start({ WEBHOOK_URL: '', SERIES: 'nowhere' })).toBe(
    'There is no series "nowhere": this build has stress-and-back-pain.',
  );
});

test('what somebody set, or what their machine is short of, is a sentence; a fault of ours is shown whole', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC', path: '/data/clock.json' });
  for (const error of [
    new PortTakenError('says it'),
    new DataFolderError('says it'),
    new UnknownSeriesError('says it'),
    new SettingsError('says it'),
    new RangeError('says it'),
  ])
    expect(printedOf(error)).toBe('says it');
  expect(printedOf(new StorageError('/data', full))).toContain('the disk is full');
  expect(printedOf(full)).toContain('/data/clock.json cannot be written: the disk is full');
  const ours = new TypeError('of undefined');
  expect(printedOf(ours)).toBe(ours);
});
