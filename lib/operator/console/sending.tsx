import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Section } from '../../console/section.ts';
import { formatSendState } from '../../console/send-state.ts';
import { everyQueueName } from '../../local/queues.ts';
import type { ServiceConnection } from '../connection.ts';
import { moveDeadLetters } from '../move-dead-letters.ts';
import { readStatus, type Status } from '../status.ts';

const path = '/sending';
const at = consolePath + path;

/** The switch, and the queues. */
export function sendingSection(connection: ServiceConnection): Section {
  return {
    name: 'Sending',
    path,
    done: {
      halt: 'All mail is halted.',
      go: 'Sending resumed. Queued email leaves within 15 minutes.',
      redrive: 'Put back on the queue.',
    },
    routes: (app, page) => {
      app.get(path, async (context) => page(context, 'Sending', <Sending status={await readStatus(connection)} />));
      app.post(`${path}/halt`, async (context) => {
        const { why = '' } = await context.req.parseBody<{ why?: string }>();
        await connection.control.halt({ why: why.slice(0, 200), at: isoInstant(connection.clock.now()) });
        return context.redirect(`${at}?done=halt`, 303);
      });
      app.post(`${path}/go`, async (context) => {
        await connection.control.resumeSending();
        return context.redirect(`${at}?done=go`, 303);
      });
      app.post(`${path}/redrive/:queue`, async (context) => {
        const name = everyQueueName.find((one) => one === context.req.param('queue'));
        const queue = name && connection.queues[name];
        if (queue === undefined) {
          return page(context, 'No such queue', <p>There is no such queue.</p>, { status: 404 });
        }
        const urls = { from: queue.deadLetterUrl, to: queue.url };
        await moveDeadLetters({ ...urls, waitSeconds: connection.lookSeconds }, connection.sqs);
        return context.redirect(`${at}?done=redrive`, 303);
      });
    },
  };
}

function Sending({ status: { gate, queues, feed, plannedThrough } }: { status: Status }) {
  return (
    <>
      <p class="standing">Mail {formatSendState(gate)}.</p>
      {gate.halted === undefined ? (
        <form method="post" action={`${at}/halt`}>
          <label>
            Why? The next person to look will read it
            <input name="why" required maxlength={200} autocomplete="off" />
          </label>
          <button type="submit" class="danger">
            Halt all mail
          </button>
        </form>
      ) : (
        <form method="post" action={`${at}/go`}>
          <button type="submit">Resume sending</button>
        </form>
      )}
      <dl class="head">
        <dt>Planned through</dt>
        <dd>{plannedThrough ?? 'not yet'}</dd>
        <dt>Send events</dt>
        <dd>{feed.heardAt === undefined ? 'none yet' : `last one at ${feed.heardAt}`}</dd>
      </dl>
      <Rows
        title="Queues"
        head={['Queue', 'Waiting', 'In work', 'Dead letters']}
        rows={Object.entries(queues).map(([name, { waiting, inWork, deadLetters }]) => [
          name,
          waiting,
          inWork,
          <>
            {deadLetters}
            {deadLetters > 0 && (
              <form method="post" action={`${at}/redrive/${name}`}>
                <button type="submit">Put back</button>
              </form>
            )}
          </>,
        ])}
      />
    </>
  );
}
