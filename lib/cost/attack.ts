import { siteRoutes } from '../cloud/site-routes.ts';
import { billLines, type BillLine } from './bill-line.ts';
import { egress, lambda, logs } from './items.ts';
import { assumed, minutesInMonth } from './deployment.ts';
import { prices, type Plan } from './prices.ts';

export interface Attack {
  /** The account's quota of emails in 24 hours. */
  quota: number;
  plan: Plan;
}

/** What a flood can make each request cost; the rest is bounded by the limits of the routes and by the SES quota. */
const worst = {
  requestMs: 60,
  /** Of network, proof and everybody, counted by the limits of the forms. */
  writesOfRequest: 3,
  readsOfRequest: 4,
  /** The largest picture. */
  responseBytes: 51_500,
  /** Claim, confirmation, sign-up and the counters of its inbox. */
  writesOfMail: 8,
  queueRequestsOfMail: 4.2,
};

/**
 * The most that a flood from the internet can add to a month: every route at its limit all month, and every email of the quota a confirmation that
 * a stranger asked for. Without allowances, since the service itself has used them.
 */
export function attackBill({ quota, plan }: Attack): BillLine[] {
  const seconds = minutesInMonth * 60;
  const requests = siteRoutes.reduce((sum, { throttle }) => sum + throttle.rate, 0) * seconds;
  const onSite = siteRoutes.find(({ key }) => key === '$default')!.throttle.rate * seconds;
  const mails = quota * (minutesInMonth / (24 * 60));
  return billLines(
    [
      { what: `SES, plan ${plan}`, amount: mails, unit: 'emails', price: prices.sesPerThousand[plan] / 1000 },
      { what: 'API Gateway, requests at the limits', amount: requests, unit: 'requests', price: prices.httpApiRequest },
      egress(onSite * worst.responseBytes, 'each request of the site is for the largest picture'),
      ...lambda('Lambda', requests + mails, requests * worst.requestMs + mails * 100),
      {
        what: 'DynamoDB, writes',
        amount: onSite * worst.writesOfRequest + mails * worst.writesOfMail,
        unit: 'units',
        price: prices.dynamoWriteUnit,
        assumed: 'each request of the site also writes three units: a picture or a form, whichever costs more',
      },
      {
        what: 'DynamoDB, reads',
        amount: requests * worst.readsOfRequest,
        unit: 'units',
        price: prices.dynamoReadUnit,
        assumed: 'each request reads four units',
      },
      {
        what: 'SQS and SNS, the emails and their events',
        amount: mails * worst.queueRequestsOfMail,
        unit: 'requests',
        price: prices.snsPublish,
      },
      logs(requests * assumed.logBytesOfRequest),
    ],
    {},
  );
}
