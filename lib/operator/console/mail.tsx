import { formatSendState, type Status } from '../status.ts';

/** The switch, and the queues. */
export function MailPage({ status: { gate, queues, road, plannedThrough } }: { status: Status }) {
  return (
    <>
      <p class="standing">Mail {formatSendState(gate)}.</p>
      {gate.halted === undefined ? (
        <form method="post" action="/halt">
          <label>
            Why? Whoever looks next will read it
            <input name="why" required maxlength={200} autocomplete="off" />
          </label>
          <button type="submit">Halt all mail</button>
        </form>
      ) : (
        <form method="post" action="/go">
          <button type="submit">Let mail go out again</button>
        </form>
      )}
      <dl class="head">
        <dt>Planned through</dt>
        <dd>{plannedThrough ?? 'not yet'}</dd>
        <dt>Send events</dt>
        <dd>{road.heardAt === undefined ? 'none yet' : `last heard ${road.heardAt}`}</dd>
      </dl>
      <h2>Queues</h2>
      <div class="scroll" tabindex={0} role="region" aria-label="Queues">
        <table>
          <thead>
            <tr>
              {['Queue', 'Waiting', 'In work', 'Set aside'].map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(queues).map(([name, { waiting, inWork, deadLetters }]) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{waiting}</td>
                <td>{inWork}</td>
                <td>
                  {deadLetters}
                  {deadLetters > 0 && (
                    <form method="post" action={`/redrive/${name}`}>
                      <button type="submit">Put back</button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
