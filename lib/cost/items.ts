import type { CostItem } from './bill-line.ts';
import { assumed, deployment, minutesInMonth } from './deployment.ts';
import { prices } from './prices.ts';

/** Items that more than one bill has. */

export const gb = 1024 ** 3;

/** What Lambda's pollers ask while a queue is empty. */
export function emptyReceives(mappings: number): CostItem {
  const { pollersOfMapping, pollsPerMinute } = assumed;
  return {
    what: 'SQS, asking empty queues',
    amount: mappings * pollersOfMapping * pollsPerMinute * minutesInMonth,
    unit: 'requests',
    price: prices.sqsRequest,
    allowance: 'sqsRequests',
    assumed: `Lambda keeps ${pollersOfMapping} pollers per queue and asks ${pollsPerMinute} times a minute with each`,
  };
}

export function lambda(what: string, invocations: number, milliseconds: number): CostItem[] {
  return [
    {
      what: `${what}, requests`,
      amount: invocations,
      unit: 'requests',
      price: prices.lambdaRequest,
      allowance: 'lambdaRequests',
    },
    {
      what: `${what}, time`,
      amount: (milliseconds / 1000) * (deployment.memoryMb / 1024),
      unit: 'GB-seconds',
      price: prices.lambdaGbSecond,
      allowance: 'lambdaGbSeconds',
      assumed: '70 ms per call of SES; 1 % of calls start a container, in half a second',
    },
  ];
}

export function egress(bytes: number, assumption: string): CostItem {
  return {
    what: 'Data to the internet',
    amount: bytes / gb,
    unit: 'GB',
    price: prices.egressGb,
    allowance: 'egressGb',
    assumed: assumption,
  };
}

export function logs(bytes: number): CostItem {
  return { what: 'CloudWatch, logs', amount: bytes / gb, unit: 'GB', price: prices.logGb, allowance: 'logGb' };
}
