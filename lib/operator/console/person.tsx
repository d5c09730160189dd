import type { Child } from 'hono/jsx';
import type { Action, PersonRecord } from '../../../lambdas/core/actions/actions.ts';
import { isPerson } from '../../../lambdas/core/person/subscriber.ts';
import { Rows } from '../../console/rows.tsx';
import type { ServiceConnection } from '../connection.ts';
import type { Explanation } from '../subscriber/explain.ts';
import { acceptedNote, factsOf, lessonsBefore } from '../subscriber/format-explanation.ts';

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
        {standing} <span class="note">{subscriber}</span>
      </p>
      {person !== undefined && (
        <dl class="head">
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
      {forms}
    </>
  );
}

/** What they may ask for, as on their own page, and the note. */
export function Actions({
  at,
  actions,
  known,
  connection,
}: {
  /** Address of the person's page. */
  at: string;
  actions: readonly [name: string, action: Action][];
  known: PersonRecord;
  connection: ServiceConnection;
}) {
  const allowed = actions.filter(([, action]) => action.allowed(known, connection));
  return (
    <>
      <h2>For them</h2>
      {allowed.length === 0 && <p>Nothing can be done.</p>}
      {allowed.map(([name, { title, input, sure }]) => (
        <form method="post" action={`${at}/${name}`}>
          {input !== undefined && <Typed {...{ input, known, connection }} />}
          {sure !== undefined && (
            <label class="check">
              <input type="checkbox" name="sure" value="yes" required /> {sentence(sure)}
            </label>
          )}
          <button type="submit">{title}</button>
        </form>
      ))}
    </>
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
  return (
    <label>
      {label}
      {type === 'series' ? (
        <select name="typed">
          {connection.series.all.map((one) => (
            <option value={one.id}>{one.title}</option>
          ))}
        </select>
      ) : (
        <input
          type={type}
          name="typed"
          required={stored === undefined}
          value={isPerson(person) ? stored?.(person) : undefined}
          autocomplete="off"
        />
      )}
    </label>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
