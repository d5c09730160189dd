import fc from 'fast-check';
import * as z from 'zod';

/** Any value that a stored field may have. Optional fields of objects are always there; texts can be found again in a page. */
export function anyOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodExactOptional) return anyOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNumber) {
    return fc.integer({ min: Math.max(schema.minValue ?? 0, 0), max: Math.min(schema.maxValue ?? 1000, 1000) });
  }
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return anyText(schema.format);
  if (schema instanceof z.ZodArray) return fc.array(anyOf(schema.element as z.ZodType), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodRecord) {
    const names = anyOf(schema.keyType as z.ZodType) as fc.Arbitrary<string>;
    return fc.dictionary(names, anyOf(schema.valueType as z.ZodType), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>);
    return fc.record(Object.fromEntries(shape.map(([name, one]) => [name, anyOf(one)])));
  }
  throw new Error(`No example is known of a schema of type ${schema.type}`);
}

const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2030, 0) / 1000 });

function anyText(format: string | null): fc.Arbitrary<string> {
  const instant = seconds.map((second) => new Date(second * 1000).toISOString().replace('.000', ''));
  if (format === 'datetime') return instant;
  if (format === 'date') return instant.map((text) => text.slice(0, 10));
  if (format === 'regex') return fc.constantFrom('07:00', '18:45');
  return fc.stringMatching(/^[a-z]{3,12}$/);
}
