import { Rows } from '../../console/rows.tsx';
import { type Recent, recentDays } from '../subscriber/recent.ts';

/** What people did lately. @param at - address of the page of people */
export function RecentPage({ at, recent: { happenings, more } }: { at: string; recent: Recent }) {
  return (
    <>
      <p class="links">
        <a href={at}>People</a>
      </p>
      <p class="note">Of the last {recentDays} days. What people answer is not shown here.</p>
      <Rows
        title="Latest first"
        head={['When', 'Who', 'What']}
        rows={happenings.map((one) => [
          one.at,
          <a href={`${at}/${one.subscriber}`}>{one.who ?? 'Somebody whose address is not stored any more'}</a>,
          one.what,
        ])}
        none="Nothing happened."
      />
      {more && (
        <p class="note">There is more than fits here: the list of people can be sorted by the day they joined.</p>
      )}
    </>
  );
}
