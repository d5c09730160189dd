import { words } from '../../../content/words.ts';
import { branchGroups, type Branch, type Series } from '../../../core/course/series.ts';
import { ConsentField, described, Field } from '../../kit/field.tsx';
import { presentWording } from '../../kit/spoken.ts';

const says = words.branch;

interface BranchFieldProps {
  series: Series;
  chosen: string | undefined;
  /** Of people who have not agreed yet that data about their health is stored. */
  consent?: { sent: string; error: string | undefined } | undefined;
}

/** "What gets in your way?": a few lessons for one situation, by choice. Flare-ups have a page of their own, which is there at once. */
export function BranchField({ series, chosen, consent }: BranchFieldProps) {
  const notes = { hint: says.hint };
  const groups = [...branchGroups(series)];
  if (groups.length === 0) return <></>;
  return (
    <>
      <Field id="branch" label={says.label} {...notes}>
        <select id="branch" name="branch" {...described('branch', notes)}>
          <option value="" selected={chosen === undefined}>
            {says.nothing}
          </option>
          {groups.map(([heading, branches]) =>
            heading === undefined ? (
              <Choices {...{ branches, chosen }} />
            ) : (
              <optgroup label={heading}>
                <Choices {...{ branches, chosen }} />
              </optgroup>
            ),
          )}
        </select>
      </Field>
      {consent !== undefined && (
        <ConsentField id="health" wording={presentWording('health')} hint={says.consentHint} {...consent} />
      )}
    </>
  );
}

function Choices({ branches, chosen }: { branches: Branch[]; chosen: string | undefined }) {
  return (
    <>
      {branches.map(({ id, choice }) => (
        <option value={id} selected={id === chosen}>
          {choice}
        </option>
      ))}
    </>
  );
}
