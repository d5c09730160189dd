import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/* The runtime's time zones are as old as the runtime is: what clocks show is asked of lambdas/core/time/zone-clocks.ts. UTC is the same everywhere. */

const root = join(import.meta.dirname, '../..');

/** Each asks the runtime about a zone. */
const questions = [
  /\.toZonedDateTimeISO\((?!'UTC'\)|formatOffset\()/,
  /\.toZonedDateTime\(/,
  /\.getTimeZoneTransition\(/,
  /\.(zonedDateTimeISO|plainDateISO|plainDateTimeISO|plainTimeISO)\((?!'UTC'\))/,
  /\bDateTimeFormat\(/,
  /\bsupportedValuesOf\(/,
  /\bgetTimeZones\(/,
  /\btimeZone: (?!'UTC'|TimeZone\.ETC_UTC)/,
  /\.toLocale(Date|Time)String\(/,
];

const allowed: Record<string, string> = {
  'lambdas/adapters/runtime-clocks.ts': 'says what the runtime believes, where that is the question',
  'lambdas/site/kit/assets/zone-script.ts': 'asks a browser where it is',
  'test/lambdas/site/zones.property.test.ts': 'stands in for a browser',
  'test/zones/clocks-are-our-own.test.ts': 'names them',
};

const sources = ['bin', 'lambdas', 'lib', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    // The faults have a ledger of their own: it judges the service by what others say.
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('test/faults/')),
);

test('no source asks the runtime what clocks show', () => {
  expect(sources.length).toBeGreaterThan(400);
  const asking = sources.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return questions.flatMap((question) => {
      const found = question.exec(text);
      return found === null || file in allowed ? [] : [`${file}: ${found[0]}`];
    });
  });
  expect(asking).toEqual([]);
  expect(Object.keys(allowed).filter((file) => !sources.includes(file))).toEqual([]);
});
