import { offeredZones } from '../../../lambdas/core/time/zones.ts';

interface ZoneFieldProps {
  label: string;
  name: string;
  value?: string | undefined;
  required?: boolean;
}

/** A field for a time zone, with the places to choose from while one types. */
export function ZoneField({ label, name, value = '', required = false }: ZoneFieldProps) {
  const list = `zones-of-${name}`;
  return (
    <>
      <label>
        {label}
        <input type="text" name={name} value={value} list={list} required={required} autocomplete="off" />
      </label>
      <datalist id={list}>
        {offeredZones.map((zone) => (
          <option value={zone}></option>
        ))}
      </datalist>
    </>
  );
}
