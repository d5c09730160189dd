import type { Explanation } from '../subscriber/explain.ts';

/** Finds somebody by their address or id. */
export function Search({ who, error }: { who: string; error?: string | undefined }) {
  return (
    <form method="get" action="/people" role="search">
      <label>
        Address or subscriber id
        <input type="search" name="who" value={who} required autocomplete="off" aria-describedby={error && 'error'} />
      </label>
      <button type="submit">Show</button>
      {error !== undefined && (
        <p id="error" class="error" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

/** One person: how they stand and why, what they got, what comes, and what may be done for them. */
export function Person({
  explanation: { subscriber, standing, notes, lessons, slots, problems, next },
}: {
  explanation: Explanation;
}) {
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
      <Timeline title="What comes next" first="When and what" rows={next.map((line) => [line])} />
      <Timeline
        title="Slots of the last weeks"
        first="Date"
        more={['State', 'Why']}
        rows={slots.map(({ localDate, state, why }) => [localDate, state, why])}
      />
      <Timeline
        title="Lessons that SES took"
        first="When"
        more={['Lesson']}
        rows={lessons.map(({ at, title }) => [at, title])}
      />
      <Timeline title="Problems" first="When" more={['What']} rows={problems.map(({ at, what }) => [at, what])} />
      <Actions id={subscriber} />
    </>
  );
}

function Timeline({
  title,
  first,
  more = [],
  rows,
}: {
  title: string;
  first: string;
  more?: string[];
  rows: string[][];
}) {
  return (
    <>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>Nothing.</p>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                {[first, ...more].map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr>
                  {cells.map((cell) => (
                    <td>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
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
