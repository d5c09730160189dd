import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Hono } from 'hono';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { withdrawHealthConsent } from '../../../lambdas/core/actions/health-consent.ts';
import { addDays } from '../../../lambdas/core/time/calendar.ts';
import { consoleApp } from '../../../lib/console/app.tsx';
import { reportSection } from '../../../lib/operator/console/report.tsx';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { operatorConnection } from '../../support/operator-connection.ts';
import { joins } from '../../support/people.ts';
import { recordedLog } from '../../support/recorded-log.ts';

/* The page that says whether the course helps, as a browser without script has it. */

let deps: Awaited<ReturnType<typeof operatorConnection>>;
let app: Hono;
const people = Array.from({ length: 6 }, (_, index) => idOf(`ann${index}`));

beforeAll(async () => {
  deps = await operatorConnection(40);
  const { connection } = deps;
  const { subscribers, series, table } = connection;
  const lessons = series.first.lessons.slice(0, 12);
  const sent = Object.fromEntries(
    lessons.map(({ id }, week) => [id, `${addDays('2026-09-14', week * 7)}T05:00:00Z`] as const),
  );
  for (const [index, id] of people.entries()) {
    const person = aSubscriber({
      id,
      address: `secret${index}@example.org`,
      firstName: 'Annegret',
      series: series.first.id,
      sent,
      start: { to: '2026-09-13', stress: 8 },
      healthConsent: { at: '2026-09-14T05:00:00Z', textVersion: '2026-11-report', source: 'start-page' },
    });
    await joins(subscribers, person);
    const at = '2026-11-09T08:00:00Z';
    await dynamoCheckIns(table).record(id, {
      week: '2026-11-09',
      at,
      to: '2026-11-08',
      days: '3-4',
      stress: 5 + index,
    });
  }
  const onError = (error: unknown) => {
    throw error;
  };
  app = consoleApp({ name: 'a stage', sections: [reportSection(connection)], onError });
});
afterAll(async () => deps?.emulators.stop());

const get = async (path: string) => (await app.request(path)).text();
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, '\n').replaceAll(/\s*\n\s*/g, '\n');

test('says who answered and what changed, in exact numbers, with what the numbers do not say, and nobody by name', async () => {
  const html = await get('/local/report');
  const page = textOf(html);
  expect(page).toContain('There is no comparison group');
  expect(page).toContain('Those who stay answer more often');
  expect(page).toContain('After 8 weeks\n6\n6\n6\n');
  expect(page).toContain('After 8 weeks\n6\n8 (8 to 8)\n−0.5 (−1.75 to 0.75)\n2\n3\n1\n');
  expect(html).toContain('<title>Week 8: −0.5 (−1.75 to 0.75), 6 people</title>');
  for (const secret of ['secret', 'Annegret', people[0]!]) expect(html).not.toContain(secret);
});

test('has a table of lessons, from which a press leads to the people who left', async () => {
  const html = await get('/local/report');
  const left = /<a href="([^"]*people\?[^"]*status=unsubscribed[^"]*)">(\d+)<\/a>/.exec(html)!;
  expect(left[1]).toMatch(/^\/local\/people\?status=unsubscribed&amp;series=stress-and-back-pain&amp;lesson=[a-z-]+$/);
  const csv = await get('/local/report/lessons.csv');
  expect(csv).toMatch(/^lesson,title,sent,bounced,left,said,tried,liked\nspot-the-loop,[^\n]*,\d*[05],/);
});

test('is passed on as a file with counts in fives, and no spread of few', async () => {
  const answer = await app.request('/local/report/report.csv');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(await answer.text()).toContain('\nmoment,week 8,stress,5,5,5,,,,,,,,,,,,,\n');
});

test('is without somebody who takes their consent back', async () => {
  const { subscribers, table, clock } = deps.connection;
  const diary = dynamoCheckIns(table);
  await withdrawHealthConsent(people[5]!, { clock, subscribers, diary, log: recordedLog() });
  const page = textOf(await get('/local/report'));
  expect(page).toContain('After 8 weeks\n5\n5\n5\n');
  expect(page).toContain('After 8 weeks\n5\n8 (8 to 8)\n−1 (−2 to 0)\n2\n3\n0\n');
});
