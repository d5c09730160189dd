/** One line of a bill; `amount` is in `unit`. */
export interface BillLine {
  what: string;
  amount: number;
  unit: string;
  dollars: number;
}
