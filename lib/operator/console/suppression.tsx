import type { SuppressionReport } from '../suppression/list.ts';
import { Rows } from './rows.tsx';

/** Rows on the page; the command tells all of them. */
const shownMax = 200;

/** Addresses that must not be mailed, and who is on which list. */
export function SuppressionPage({ report, error }: { report: SuppressionReport; error?: string | undefined }) {
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
      <form method="post" action="/suppression/remove">
        <label>
          Address whose mailbox takes mail again
          <input type="email" name="address" required autocomplete="off" />
        </label>
        <button type="submit">Take it off</button>
        <p class="note">They are unsubscribed then, and have to sign up again.</p>
      </form>
      <h2>Put an address on both lists</h2>
      <form method="post" action="/suppression/add">
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
  return <a href={`/people/${id}`}>{name}</a>;
}
