import type { Context } from 'hono';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Section } from '../../console/section.ts';
import { OperatorError } from '../operator-error.ts';
import type { ServiceConnection } from '../connection.ts';
import { release, suppress } from '../suppression/change.ts';
import { listSuppressed, type SuppressionReport } from '../suppression/list.ts';
import { suppressionWorld } from '../suppression/deps.ts';

const path = '/suppression';
const at = consolePath + path;

/** Addresses that must not be mailed. */
export function suppressionSection(connection: ServiceConnection): Section {
  return {
    name: 'Suppression',
    path,
    done: {
      suppressed: 'The address is on SES’s list and on our record.',
      released: 'The address is on neither list any more. They have to sign up again.',
      'on-neither': 'The address was on neither list.',
    },
    routes: (app, page) => {
      const show = async (context: Context, error?: string) =>
        page(
          context,
          'Suppression',
          <SuppressionPage report={await listSuppressed(await suppressionWorld(connection))} error={error} />,
          error === undefined ? {} : { status: 400 },
        );
      app.get(path, (context) => show(context));
      app.post(`${path}/:change{add|remove}`, async (context) => {
        const { address = '', reason } = await context.req.parseBody<{ address?: string; reason?: string }>();
        const deps = await suppressionWorld(connection);
        try {
          if (context.req.param('change') === 'remove') {
            const { ours, ses } = await release(address, deps);
            return context.redirect(`${at}?done=${ours || ses ? 'released' : 'on-neither'}`, 303);
          }
          await suppress(address, reason === 'bounce' ? 'bounce' : 'complaint', deps);
          return context.redirect(`${at}?done=suppressed`, 303);
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error;
          return show(context, error.message);
        }
      });
    },
  };
}

/** Rows on the page; the command tells all of them. */
const shownMax = 200;

/** Addresses that must not be mailed, and who is on which list. */
function SuppressionPage({ report, error }: { report: SuppressionReport; error?: string | undefined }) {
  const { ses, oursOnly } = report;
  const rows = [
    ...oursOnly.map(({ at, reason, subscriber }) => [at, reason, <PersonLink id={subscriber} />, 'our record alone']),
    ...ses.map(({ at, reason, address, subscriber }) => [
      at,
      reason,
      subscriber === undefined ? address : <PersonLink id={subscriber} name={address} />,
      subscriber === undefined ? 'SES alone' : 'SES and our record',
    ]),
  ];
  return (
    <>
      {error !== undefined && (
        <p id="error" class="error" role="alert">
          {error}
        </p>
      )}
      <Rows
        title="Who is suppressed"
        head={['Since', 'Why', 'Who', 'Where']}
        rows={rows.slice(0, shownMax)}
        none="Nobody is suppressed."
      />
      {rows.length > shownMax && (
        <p>And {rows.length - shownMax} more: npx weekwise suppression list tells all of them.</p>
      )}
      <h2>Take an address off both lists</h2>
      <form method="post" action={`${at}/remove`}>
        <label>
          Address whose mailbox takes mail again
          <input type="email" name="address" required autocomplete="off" />
        </label>
        <button type="submit">Take it off</button>
        <p class="note">They are unsubscribed then, and have to sign up again.</p>
      </form>
      <h2>Put an address on both lists</h2>
      <form method="post" action={`${at}/add`}>
        <label>
          Address that must not be mailed
          <input type="email" name="address" required autocomplete="off" />
        </label>
        <label>
          Why?
          <select name="reason">
            <option value="complaint">complaint</option>
            <option value="bounce">bounce</option>
          </select>
        </label>
        <button type="submit">Put it on</button>
        <p class="note">Nothing is sent to it any more, by this service or any other of the account.</p>
      </form>
    </>
  );
}

function PersonLink({ id, name = id }: { id: string; name?: string }) {
  return <a href={`${consolePath}/people/${id}`}>{name}</a>;
}
