import { totalOf } from './bill-line.ts';
import { billOf } from './bill.ts';
import type { Measured } from './measured.ts';
import { number, table } from './table.ts';
import { dollars } from './words.ts';

/** Sizes of a service that docs/performance.md shows. */
const sizes = [0, 1_000, 100_000, 1_000_000, 10_000_000];

/** The bill from nobody to ten million people, each with a lesson and a reminder a week, à la carte; as docs/performance.md holds it. */
export function scaleTable(measured: Measured): string {
  return table(
    ['people', 'SES', 'everything else, billed', 'of it pictures', 'share of SES', 'everything else, list price'],
    sizes.map((subscribers) => {
      const bill = billOf({ subscribers, reminders: 1, plan: 'a-la-carte' }, measured);
      const [ses, all] = [bill[0]!.billed, totalOf(bill)];
      const pictures = totalOf(bill.filter(({ what }) => what.includes('pictures'))).billed;
      const share = subscribers < 10_000 ? '' : `${(((all.billed - ses) / ses) * 100).toFixed(1)} %`;
      return [
        number(subscribers),
        dollars(ses),
        dollars(all.billed - ses),
        dollars(pictures),
        share,
        dollars(all.list - ses),
      ];
    }),
  );
}
