import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';

export interface Spending {
  /** US dollars a month, for the whole account. */
  amount: number;
  /** Gets the emails. */
  address: string;
}

/** An email when most of the month's money is spent, and one when it looks as if it will not do. */
export function budget(scope: Construct, id: string, { amount, address }: Spending): void {
  const subscribers = [{ subscriptionType: 'EMAIL', address }];
  const at = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
    subscribers,
  });
  new CfnBudget(scope, id, {
    budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount, unit: 'USD' } },
    notificationsWithSubscribers: [at('ACTUAL', 80), at('FORECASTED', 100)],
  });
}
