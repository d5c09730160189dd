import fc from 'fast-check';
import type * as z from 'zod';

/** Any value that a stored field may have. Optional fields of objects are always there; texts can be found again in a page. */
export function anyOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { def } = schema as unknown as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'optional':
      return anyOf(def.innerType as z.ZodType);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'number': {
      const { minValue, maxValue } = schema as z.ZodInt;
      return fc.integer({ min: minValue ?? 0, max: Math.min(maxValue ?? 1000, 1000) });
    }
    case 'string':
      return anyText((schema as z.ZodString).format);
    case 'array':
      return fc.array(anyOf(def.element as z.ZodType), { minLength: 1, maxLength: 3 });
    case 'record':
      return fc.dictionary(anyOf(def.keyType as z.ZodType) as fc.Arbitrary<string>, anyOf(def.valueType as z.ZodType), {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      });
    case 'object': {
      const shape = def.shape as Record<string, z.ZodType>;
      return fc.record(Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, anyOf(one)])));
    }
    default:
      throw new Error(`No example is known of a schema of type ${def.type}`);
  }
}

const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2030, 0) / 1000 });

function anyText(format: string | null): fc.Arbitrary<string> {
  const instant = seconds.map((second) => new Date(second * 1000).toISOString().replace('.000', ''));
  if (format === 'datetime') return instant;
  if (format === 'date') return instant.map((text) => text.slice(0, 10));
  if (format === 'regex') return fc.constantFrom('07:00', '18:45');
  return fc.stringMatching(/^[a-z]{3,12}$/);
}
