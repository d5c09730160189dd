import type { Explanation } from '../subscriber/explain.ts';
import { acceptedNote, lessonsBefore } from '../subscriber/explanation-words.ts';
import type { LookUp } from '../subscriber/look-up.ts';
import { Rows } from './rows.tsx';

/** Finds somebody by their address or id, or by a part of their address or first name. */
export function Search({ who, error, result }: { who: string; error?: string | undefined; result?: LookUp }) {
  return (
    <>
      <form method="get" action="/people" role="search">
        <label>
          Address or subscriber id, or a part of an address or first name
          <input type="search" name="who" value={who} required autocomplete="off" aria-describedby={error && 'error'} />
        </label>
        <button type="submit">Show</button>
        {error !== undefined && (
          <p id="error" class="error" role="alert">
            {error}
          </p>
        )}
      </form>
      {result !== undefined && result.found.length > 0 && (
        <Rows
          title={result.more ? `The first ${result.found.length}: look for a longer text` : 'Found'}
          head={['Subscriber', 'Status']}
          rows={result.found.map(({ subscriber, status }) => [
            <a href={`/people/${subscriber}`}>{subscriber}</a>,
            status,
          ])}
        />
      )}
    </>
  );
}

/** One person: how they stand and why, what they got, what comes, and what may be done for them. */
export function Person({ explanation }: { explanation: Explanation }) {
  const { subscriber, standing, notes, slots, problems, next } = explanation;
  return (
    <>
      <p class="standing">
        {standing} <span class="note">{subscriber}</span>
      </p>
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
      <Actions id={subscriber} />
    </>
  );
}

/** What they may ask for: the same as on their own page. */
function Actions({ id }: { id: string }) {
  const action = (name: string) => `/people/${id}/${name}`;
  return (
    <>
      <h2>For them</h2>
      <form method="post" action={action('link')}>
        <button type="submit">Mail them their settings link</button>
      </form>
      <form method="post" action={action('pause')}>
        <label>
          Pause until
          <input type="date" name="until" required />
        </label>
        <button type="submit">Pause</button>
      </form>
      <form method="post" action={action('resume')}>
        <button type="submit">End the pause</button>
      </form>
      <form method="post" action={action('unsubscribe')}>
        <label class="check">
          <input type="checkbox" name="sure" value="yes" required /> They asked to leave
        </label>
        <button type="submit">Unsubscribe</button>
      </form>
      <form method="post" action={action('erase')}>
        <label class="check">
          <input type="checkbox" name="sure" value="yes" required /> They asked to have everything erased; this cannot
          be undone
        </label>
        <button type="submit">Erase</button>
      </form>
    </>
  );
}
