import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log, LogFields } from '../core/kit/ports.ts';

/** A log whose counters are published at the end of an invocation. */
export interface ServiceLog extends Log {
  flush: () => void;
}

/**
 * Logs as JSON lines and counts as CloudWatch embedded metrics, in the namespace that POWERTOOLS_METRICS_NAMESPACE names (the stage's stack).
 *
 * Causes come from libraries and providers, whose messages may quote an address or a link; both are masked.
 *
 * @param service - the handler's name
 */
export function serviceLog(service: string, logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'SILENT'): ServiceLog {
  const logger = new Logger({ serviceName: service, logLevel });
  const metrics = new Metrics({ serviceName: service });
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}, cause?: unknown) =>
      logger[level](event, { ...fields, ...(cause !== undefined && { cause: describe(cause) }) });
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    count: (metric, by = 1) => void metrics.addMetric(metric, MetricUnit.Count, by),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** Time between two warnings of the same event, and between two publications, of {@link sparingLog}. */
const sparingMs = 60_000;

/**
 * The log of a function that anyone can call without limit: each warning, such as a refusal, is written once a minute, with the number left out in
 * between, and counters are published once a minute. Otherwise a flood would cost more in logs than in answers. When a container ends, its last
 * minute of counts is lost.
 */
export function sparingLog(log: ServiceLog, nowMs: () => number = () => performance.now()): ServiceLog {
  const warned = new Map<string, { atMs: number; leftOut: number }>();
  let publishedAtMs = -Infinity;
  return {
    ...log,
    warn: (event, fields, cause) => {
      const last = warned.get(event);
      if (last !== undefined && nowMs() - last.atMs < sparingMs) {
        last.leftOut += 1;
        return;
      }
      warned.set(event, { atMs: nowMs(), leftOut: 0 });
      log.warn(event, { ...fields, ...(last && { leftOut: last.leftOut }) }, cause);
    },
    flush: () => {
      if (nowMs() - publishedAtMs < sparingMs) return;
      publishedAtMs = nowMs();
      log.flush();
    },
  };
}

interface Described {
  name: string;
  message: string;
  stack?: string;
  cause?: Described;
}

function describe(cause: unknown, depth = 0): Described {
  if (!(cause instanceof Error)) return { name: typeof cause, message: masked(String(cause)) };
  return {
    name: cause.name,
    message: masked(cause.message),
    ...(cause.stack !== undefined && { stack: masked(cause.stack) }),
    ...(cause.cause !== undefined && depth < 3 && { cause: describe(cause.cause, depth + 1) }),
  };
}

/** Hides email addresses and link tokens. */
export function masked(text: string): string {
  return text
    .replaceAll(/[^\s<>"(),:;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/g, '<address>')
    .replaceAll(/[a-z0-9]{1,8}\.[A-Za-z0-9_-]{22}\.[0-9a-z]{1,8}\.[A-Za-z0-9_-]{22}/g, '<token>');
}
