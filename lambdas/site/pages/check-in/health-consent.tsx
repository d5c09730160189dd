import { presentWording } from '../../../core/person/consent-wordings.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { described } from '../../kit/field.tsx';

interface HealthConsentProps {
  /** Why it is asked just here. */
  why: string;
  ticked: boolean;
  error: string | undefined;
}

/** The question whether we may store data about health, with its tick box: beside whatever would be stored by it. */
export function HealthConsentField({ why, ticked, error }: HealthConsentProps) {
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <p class="hint" id="health-hint">
        {why}
      </p>
      {error !== undefined && (
        <p class="error" id="health-error">
          <span class="unseen">Error: </span>
          {error}
        </p>
      )}
      <label class="tick consent">
        <input
          id="health"
          type="checkbox"
          name="health"
          value="yes"
          checked={ticked}
          {...described('health', { hint: why, error })}
        />
        <span>{presentWording('health').text}</span>
      </label>
      <p class="hint">
        <a href={hrefOf(links.privacy)}>How your data is used</a>
      </p>
    </div>
  );
}
