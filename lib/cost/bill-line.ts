import { alwaysFree } from './prices.ts';

/** Something that a month uses, before anything is paid for it. */
export interface CostItem {
  what: string;
  amount: number;
  unit: string;
  /** US dollars for one of its unit. */
  price: number;
  /** The monthly allowance of every account that it uses up; items that share one use it up in their order. */
  allowance?: keyof typeof alwaysFree;
  /** What nobody measured or confirmed, as a sentence: the line is marked. */
  assumed?: string;
}

/** One line of a bill. */
export interface BillLine extends Omit<CostItem, 'allowance'> {
  /** Units that the account's allowance pays for. */
  free: number;
  /** US dollars in an account in which nothing else runs. */
  billed: number;
  /** US dollars without any allowance. */
  list: number;
}

/**
 * Prices items: in their order, each takes what is left of its allowance.
 *
 * @param allowances - those of an account in which nothing else runs, unless told otherwise
 */
export function billLines(
  items: readonly CostItem[],
  allowances: Partial<Record<keyof typeof alwaysFree, number>> = alwaysFree,
): BillLine[] {
  const left = { ...allowances };
  return items.map(({ allowance, ...item }) => {
    const free = allowance === undefined ? 0 : Math.min(item.amount, left[allowance] ?? 0);
    if (allowance !== undefined) left[allowance] = (left[allowance] ?? 0) - free;
    return { ...item, free, billed: (item.amount - free) * item.price, list: item.amount * item.price };
  });
}

/** US dollars. */
export interface Total {
  billed: number;
  list: number;
}

export function totalOf(lines: readonly BillLine[]): Total {
  return lines.reduce((sum, { billed, list }) => ({ billed: sum.billed + billed, list: sum.list + list }), {
    billed: 0,
    list: 0,
  });
}
