/**
 * A sentence ends in one full stop, also where its last word has its own: "a las 7:00 a. m." The build copies this file into the modules that it writes, so
 * it imports nothing.
 */

/** A value that a full stop follows, without a full stop of its own. What is no text stays as it is. */
export function beforeStop<Value>(value: Value): Value | string {
  return typeof value === 'string' && value.endsWith('.') ? value.slice(0, -1) : value;
}

/** A text with its `{values}` filled in. An ellipsis is no full stop. */
export function merged(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}(?=(\.(?!\.))?)/g, (_, name: string, stop?: string) => {
    const value = String(values[name] ?? '');
    return stop === undefined ? value : String(beforeStop(value));
  });
}
