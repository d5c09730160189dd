import type { PropsWithChildren } from 'hono/jsx';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { Rows } from '../../console/rows.tsx';
import { listedStatuses } from '../subscriber/choices.ts';
import { formatLookedAt, type PeopleFilter, type PeopleList } from '../subscriber/list.ts';

/** People on one page. */
export const peopleOnPage = 50;

const orderNames: Record<PeopleFilter['sort'], string> = {
  name: 'By name',
  since: 'Newest first',
  'last-email': 'Latest email first',
};

/** Finds somebody by their address or id, or lists people by what is known of them. It is sent by POST: what names a person is in no address. */
export function SearchForm({ at, filter, library }: { at: string; filter: PeopleFilter; library: SeriesLibrary }) {
  const { contains = '', note = '', from = '', since = '', ...chosen } = filter;
  const isNarrow =
    [note, from, since, chosen.status, chosen.series, chosen.lesson].some(Boolean) || chosen.sort !== 'name';
  const several = library.all.length > 1;
  const lessons = library.all.flatMap((series) =>
    everyLesson(series).map(({ id, title }): [string, string] => [id, several ? `${title} (${series.title})` : title]),
  );
  return (
    <form method="post" action={at} role="search" aria-label="People">
      <label>
        Address or subscriber id, or a part of an address or first name
        <input type="search" name="contains" value={contains} autocomplete="off" />
      </label>
      <button type="submit">Show</button>
      <details class="filters" open={isNarrow}>
        <summary>Filters and order</summary>
        <div>
          <Choice
            label="Status"
            name="status"
            chosen={filter.status}
            options={listedStatuses.map((one) => [one, one])}
          />
          {several && (
            <Choice
              label="Series"
              name="series"
              chosen={filter.series}
              options={library.all.map(({ id, title }) => [id, title])}
            />
          )}
          <Choice label="Latest lesson" name="lesson" chosen={filter.lesson} options={[...new Map(lessons)]} />
          <label>
            Joined on or after
            <input type="date" name="since" value={since} />
          </label>
          <label>
            Came by
            <input type="text" name="from" value={from} autocomplete="off" />
          </label>
          <label>
            Note contains
            <input type="text" name="note" value={note} autocomplete="off" />
          </label>
          <Choice label="Order" name="sort" chosen={filter.sort} options={Object.entries(orderNames)} whole />
        </div>
      </details>
    </form>
  );
}

function Choice({
  label,
  name,
  chosen,
  options,
  whole = false,
}: {
  label: string;
  name: string;
  chosen: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
  /** One of them is always chosen. */
  whole?: boolean;
}) {
  return (
    <label>
      {label}
      <select name={name}>
        {!whole && <option value="">Any</option>}
        {options.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A page of a list. `pageAt`: the address of a page of it, the first being 1. */
export function List({
  at,
  list,
  number,
  pageAt,
}: {
  at: string;
  list: PeopleList;
  number: number;
  pageAt: (number: number) => string;
}) {
  const { people, lookedAt, more } = list;
  const first = (number - 1) * peopleOnPage;
  const shown = people.slice(first, first + peopleOnPage);
  return (
    <>
      <Rows
        title={people.length === 0 ? 'People' : `People ${first + 1} to ${first + shown.length} of ${people.length}`}
        head={['Name', 'Address', 'Status', 'Latest lesson', 'Since', 'Last email', 'Came by', 'Note']}
        rows={shown.map(({ subscriber, firstName, address, status, lesson, since, ...line }) => [
          <a href={`${at}/${subscriber}`}>{firstName || 'No name'}</a>,
          address,
          status,
          line.lessonTitle ?? lesson ?? '–',
          since.slice(0, 10),
          line.lastMailOn ?? '–',
          line.from ?? '–',
          line.note ?? '–',
        ])}
        none="Nobody fits."
      />
      {more && <p class="note">{formatLookedAt(lookedAt)}</p>}
      <Pages number={number} last={Math.max(1, Math.ceil(people.length / peopleOnPage))} pageAt={pageAt} />
    </>
  );
}

function Pages({ number, last, pageAt }: { number: number; last: number; pageAt: (number: number) => string }) {
  if (last === 1) return <></>;
  return (
    <nav aria-label="Pages">
      <PageLink to={number > 1 ? pageAt(number - 1) : undefined}>Previous</PageLink> Page {number} of {last}{' '}
      <PageLink to={number < last ? pageAt(number + 1) : undefined}>Next</PageLink>
    </nav>
  );
}

function PageLink({ to, children }: PropsWithChildren<{ to: string | undefined }>) {
  return to === undefined ? <></> : <a href={to}>{children}</a>;
}
