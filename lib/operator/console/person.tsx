import type { Child } from 'hono/jsx';
import type { Action, PersonRecord } from '../../../lambdas/core/actions/actions.ts';
import { isPerson } from '../../../lambdas/core/person/subscriber.ts';
import { Rows } from '../../console/rows.tsx';
import type { ServiceConnection } from '../connection.ts';
import type { Explanation } from '../subscriber/explain.ts';
import { acceptedNote, factsOf, lessonsBefore } from '../subscriber/format-explanation.ts';
import { sentence } from './sentence.ts';
import { WeekdayChoice } from './weekday-choice.tsx';
import { ZoneField } from './zone-field.tsx';

/** One person: who they are, how they stand and why, what they got, what comes, and what may be done for them. */
export function Person({
  explanation,
  forms,
  error,
}: {
  explanation: Explanation;
  forms: Child;
  error: string | undefined;
}) {
  const { subscriber, person, standing, notes, slots, problems, next } = explanation;
  return (
    <>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <p class="standing">
        {person !== undefined && <span class="chip">{person.status}</span>} {standing}{' '}
        <span class="note">{subscriber}</span>
      </p>
      <div class="story">
        <div>
          {person !== undefined && (
            <dl class="head card">
              {factsOf(person).map(([name, value]) => (
                <>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </>
              ))}
            </dl>
          )}
          {notes.length > 0 && (
            <ul>
              {notes.map((note) => (
                <li>{note}</li>
              ))}
            </ul>
          )}
          <Rows title="What comes next" head={['When and what']} rows={next.map((line) => [line])} />
          <Rows
            title="Slots of the last weeks"
            head={['Date', 'State', 'Why']}
            rows={slots.map(({ localDate, state, why }) => [localDate, state, why])}
          />
          <p class="note">{acceptedNote}</p>
          <Rows
            title="Lessons before"
            head={['When', 'Lesson']}
            rows={lessonsBefore(explanation).map(({ at, title }) => [at, title])}
          />
          <Rows title="Problems" head={['When', 'What']} rows={problems.map(({ at, what }) => [at, what])} />
        </div>
        <div>{forms}</div>
      </div>
    </>
  );
}

interface ActionsProps {
  /** Address of the person's page. */
  at: string;
  actions: readonly [name: string, action: Action][];
  known: PersonRecord;
  connection: ServiceConnection;
  /** The action that was tried in vain: it is not folded away. */
  failed: string | undefined;
}

/** What they may ask for, as on their own page, and the note. What is seldom asked for is folded. */
export function Actions({ actions, failed, ...about }: ActionsProps) {
  const { known, connection } = about;
  const allowed = actions.filter(([, action]) => action.allowed(known, connection));
  const usual = allowed.filter(([, { rare }]) => rare === undefined);
  const folds: [summary: string, forms: ActionsProps['actions']][] = [
    ['Change their settings', allowed.filter(([, { rare, sure }]) => rare && sure === undefined)],
    ['Unsubscribe or erase', allowed.filter(([, { sure }]) => sure !== undefined)],
  ];
  return (
    <>
      <h2>For them</h2>
      {allowed.length === 0 && <p>Nothing can be done.</p>}
      {usual.map(([name, action]) => (
        <ActionForm {...{ name, action, ...about }} />
      ))}
      {folds.map(
        ([summary, forms]) =>
          forms.length > 0 && (
            <details class="card" open={forms.some(([name]) => name === failed)}>
              <summary>{summary}</summary>
              {forms.map(([name, action]) => (
                <ActionForm {...{ name, action, ...about }} />
              ))}
            </details>
          ),
      )}
    </>
  );
}

function ActionForm({
  at,
  name,
  action: { title, input, sure },
  known,
  connection,
}: { name: string; action: Action } & Omit<ActionsProps, 'actions' | 'failed'>) {
  return (
    <form method="post" action={`${at}/${name}`}>
      {input !== undefined && <Typed {...{ input, known, connection }} />}
      {sure !== undefined && (
        <label class="check">
          <input type="checkbox" name="sure" value="yes" required /> {sentence(sure)}
        </label>
      )}
      <button type="submit" class={sure === undefined ? 'quiet' : 'danger'}>
        {title}
      </button>
    </form>
  );
}

/** The field of an action, with what is stored of it where that is to be changed. */
function Typed({
  input: { label, type, stored },
  known: { person },
  connection,
}: {
  input: NonNullable<Action['input']>;
  known: PersonRecord;
  connection: ServiceConnection;
}) {
  const value = isPerson(person) ? stored?.(person) : undefined;
  if (type === 'zone') return <ZoneField label={label} name="typed" value={value} required />;
  return (
    <label>
      {label}
      {type === 'series' ? (
        <select name="typed">
          {connection.series.all.map((one) => (
            <option value={one.id}>{one.title}</option>
          ))}
        </select>
      ) : type === 'weekday' ? (
        <WeekdayChoice name="typed" chosen={value} />
      ) : (
        <input
          type={type}
          name="typed"
          step={type === 'time' ? 900 : undefined}
          required={stored === undefined}
          value={value}
          autocomplete="off"
        />
      )}
    </label>
  );
}
