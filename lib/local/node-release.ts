import { Temporal } from 'temporal-polyfill';

/** Until when each line of Node gets security fixes: https://github.com/nodejs/release#release-schedule. README.md tells the same. */
export const nodeEnds: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
};

/** The line that the functions are deployed on. */
export const deployedLine = 24;

/** What the AWS SDK publishes after the first week of this month takes no older line: https://a.co/c895JFp. Its own notice is switched off. */
const sdk = { takesFrom: 22, since: Temporal.PlainYearMonth.from('2027-01') };

/**
 * What there is to say of the Node at hand: that its line is at its end. Undefined while it is not.
 *
 * @param version - as `process.version` tells it, such as v20.20.2
 * @param today - by the real clock
 */
export function nodeNotice(version: string, today: Temporal.PlainDate): string | undefined {
  const line = Number(/^v(\d+)/.exec(version)?.[1]);
  const end = nodeEnds[line];
  if (end === undefined || Temporal.PlainDate.compare(today, end) <= 0) return undefined;
  const sdkLeaves = line < sdk.takesFrom ? `, and the AWS SDK leaves it behind in ${inWords(sdk.since)}` : '';
  return `Node ${line} got its last security fixes by ${inWords(Temporal.PlainDate.from(end))}${sdkLeaves}: install Node ${deployedLine}.`;
}

function inWords(time: Temporal.PlainDate | Temporal.PlainYearMonth): string {
  const [year, month, day] = time.toString().split('-');
  const name = Temporal.PlainDate.from(`${year}-${month}-01`).toLocaleString('en-GB', { month: 'long' });
  return [day === undefined ? '' : Number(day), name, year].filter(Boolean).join(' ');
}
