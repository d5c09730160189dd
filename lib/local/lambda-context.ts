import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** The context that Lambda hands to a function with this name and time limit, for one invocation that starts now. */
export function lambdaContext(functionName: string, timeoutMs: number): Context {
  const endsAtMs = performance.now() + timeoutMs;
  const nothing = () => {};
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAtMs - performance.now())),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}

/** What goes in and out of a function travels as JSON: `undefined` vanishes, instants become text. */
export function throughJson<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
