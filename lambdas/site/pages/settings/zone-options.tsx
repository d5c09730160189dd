import { html } from 'hono/html';
import { perLanguage } from '../../../content/words.ts';
import { hasHalfDays } from '../../kit/spoken.ts';
import { zoneRegions, type ZoneRegion } from '../../kit/zones.ts';

/** Every zone to choose from. There are hundreds, and a page differs in the one that is chosen: regions without it are made once. */
export function ZoneOptions({ chosen }: { chosen: string | undefined }) {
  const hasChosen = ({ zones }: ZoneRegion) => zones.some(({ zone }) => zone === chosen);
  return <>{kept.regions.map(({ of, made }) => (hasChosen(of) ? <Region of={of} chosen={chosen} /> : made))}</>;
}

const kept = perLanguage(() => ({
  regions: zoneRegions().map((of) => ({ of, made: html`${<Region of={of} chosen={undefined} />}` })),
}));

function Region({ of: { region, zones }, chosen }: { of: ZoneRegion; chosen: string | undefined }) {
  return (
    <optgroup label={region}>
      {zones.map(({ zone, label, formerly }) => (
        <option
          value={zone}
          selected={chosen === zone}
          data-formerly={formerly}
          {...(hasHalfDays(zone) && { 'data-half-days': '' })}
        >
          {label}
        </option>
      ))}
    </optgroup>
  );
}
