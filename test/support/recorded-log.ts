import type { Log, LogFields } from '../../lambdas/core/kit/ports.ts';

/** A log that keeps the names of what it is told, in order. */
export function recordedLog(): Log & {
  events: string[];
  counted: string[];
  fieldsOf: (event: string) => LogFields | undefined;
} {
  const events: string[] = [];
  const counted: string[] = [];
  const told = new Map<string, LogFields | undefined>();
  const record = (event: string, fields?: LogFields) => {
    events.push(event);
    told.set(event, fields);
  };
  return {
    events,
    counted,
    fieldsOf: (event) => told.get(event),
    info: record,
    warn: record,
    error: record,
    count: (metric) => void counted.push(metric),
  };
}
