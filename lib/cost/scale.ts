import { totalOf } from './bill-line.ts';
import { billOf, picturesOfEmails } from './bill.ts';
import type { Measured } from './measured.ts';
import { number, table } from './table.ts';
import { dollars } from './format.ts';

/** Sizes of a service that docs/performance.md shows. */
const sizes = [0, 1_000, 100_000, 1_000_000, 10_000_000];

/** The bill from nobody to ten million people, each with a lesson and a reminder a week, à la carte; as docs/performance.md holds it. */
export function scaleTable(measured: Measured): string {
  return table(
    [
      'people',
      'SES',
      'everything else, billed',
      'share of SES',
      'of it pictures',
      'share without them',
      'at list price',
    ],
    sizes.map((subscribers) => {
      const bill = billOf({ subscribers, reminders: 1, plan: 'a-la-carte' }, measured);
      const [ses, all] = [bill[0]!.billed, totalOf(bill)];
      const pictures = totalOf(bill.filter(({ what }) => what.startsWith(picturesOfEmails))).billed;
      const share = (part: number) => (subscribers < 10_000 ? '' : `${((part / ses) * 100).toFixed(1)} %`);
      return [
        number(subscribers),
        dollars(ses),
        dollars(all.billed - ses),
        share(all.billed - ses),
        dollars(pictures),
        share(all.billed - ses - pictures),
        dollars(all.list - ses),
      ];
    }),
  );
}
