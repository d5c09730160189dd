import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { type Action, personActions } from '../../../lambdas/core/actions/actions.ts';
import { consolePath, type Page, type Section } from '../../console/section.ts';
import { statePath } from '../../local/console/clock.tsx';
import { cameFrom } from '../../../lambdas/core/person/came-from.ts';
import type { ServiceConnection } from '../connection.ts';
import { readPeople } from '../people-table.ts';
import { act } from '../subscriber/act.ts';
import { explain } from '../subscriber/explain.ts';
import { idOfWho, isWhole, knownOf } from '../subscriber/find.ts';
import { listPeople, PeopleFilter } from '../subscriber/list.ts';
import { readRecent } from '../subscriber/recent.ts';
import { idPattern } from '../subscriber/marked-ids.ts';
import { addPersonPages } from './add-person.tsx';
import { keptInMemory, type Kept } from './kept.ts';
import { List, peopleOnPage, SearchForm } from './people-list.tsx';
import { Actions, Person } from './person.tsx';
import { RecentPage } from './recent.tsx';

const path = '/people';
const at = consolePath + path;

/** What an operator may do for somebody. */
const actions = Object.entries<Action>(personActions).filter(([, { by }]) => by.operator);

/** People that a list looks at: some seconds of reading, and of a narrow search a minute. */
const lookedAtMax = { all: 5_000, narrow: 100_000 };

/** What was typed of a person to find them. */
type Words = Pick<PeopleFilter, 'contains' | 'note'>;

/**
 * Lists and finds people, says how they stand and why, adds somebody, and does for them what they may ask for.
 *
 * @param local - the home of this machine, where nobody is real: the list follows what happens, and scripts read it at `/local/api/people`
 */
export function peopleSection(connection: ServiceConnection, local: boolean): Section {
  const words = keptInMemory<Words>(randomUUID);
  const adding = addPersonPages(path, connection);
  return {
    name: 'People',
    path,
    finds: 'Find a person',
    done: { ...Object.fromEntries(actions.map(([name, { done }]) => [name, done])), ...adding.done },
    routes: (app, page) => {
      app.get(path, (context) => showList(context, page, connection, words, local));
      app.post(path, async (context) => {
        const typed = given(await context.req.parseBody<Record<string, string>>());
        const { contains, note, ...rest } = typed;
        // What is no name of a link may be about a person, and addresses of pages are kept by browsers.
        if (rest.from !== undefined && cameFrom(rest.from) === undefined) delete rest.from;
        if (contains !== undefined && isWhole(contains)) {
          return context.redirect(`${at}/${await idOfWho(contains, connection)}`, 303);
        }
        const named = { ...(contains && { contains }), ...(note && { note }) };
        const kept = Object.keys(named).length === 0 ? {} : { words: words.keep(named) };
        return context.redirect(listAt({ ...rest, ...kept }), 303);
      });
      app.get(`${path}/recent`, async (context) => {
        const recent = await readRecent(connection, lookedAtMax.narrow);
        return page(context, 'Recent activity', <RecentPage at={at} recent={recent} />);
      });
      adding.routes(app, page);
      app.get(`${path}/:id`, (context) => showPerson(context, page, connection));
      app.post(`${path}/:id/:action`, async (context) => {
        const { id, action: name } = context.req.param();
        const [, action] = actions.find(([one]) => one === name) ?? [];
        if (action === undefined || !idPattern.test(id)) {
          return page(context, 'No such action', <p>There is no such action.</p>, { status: 404 });
        }
        const { typed, sure } = await context.req.parseBody<{ typed?: string; sure?: string }>();
        const acted = await act(
          action,
          id,
          { typed, sure: sure === 'yes' },
          connection,
          (sentence) => `tick that ${sentence}`,
        );
        if (acted.outcome === 'done') return context.redirect(`${at}/${id}?done=${name}`, 303);
        return showPerson(context, page, connection, { why: acted.why, action: name });
      });
      if (local) {
        const { table, clock, series } = connection;
        app.get('/api/people', async (context) => context.json(await readPeople(table, clock.now(), series)));
      }
    },
  };
}

/** Fields in which something was typed. */
function given(fields: Record<string, unknown>): Partial<Record<string, string>> {
  const texts = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
  );
  return Object.fromEntries(texts);
}

function listAt(query: Partial<Record<string, string>>): string {
  const texts = new URLSearchParams(query as Record<string, string>).toString();
  return texts === '' ? at : `${at}?${texts}`;
}

async function showList(
  context: Context,
  page: Page,
  connection: ServiceConnection,
  words: Kept<Words>,
  local: boolean,
): Promise<Response> {
  const query = given(context.req.query());
  const { page: typedPage = '1', words: name, contains: _, note: __, ...rest } = query;
  const kept = name === undefined ? {} : words.find(name);
  const read = PeopleFilter.safeParse({ ...rest, ...kept });
  const filter: PeopleFilter = read.data ?? { sort: 'name' };
  const form = <SearchForm at={at} filter={filter} library={connection.series} />;
  const why = kept === undefined ? forgotten : read.success ? undefined : unreadable;
  if (why !== undefined) {
    const content = (
      <>
        {form}
        <p class="error" role="alert">
          {why}
        </p>
      </>
    );
    return page(context, 'People', content, { status: 422 });
  }
  const { sort: ___, ...narrowing } = filter;
  const isNarrow = Object.values(narrowing).some((one) => one !== undefined);
  const list = await listPeople(filter, connection, isNarrow ? lookedAtMax.narrow : lookedAtMax.all);
  const last = Math.max(1, Math.ceil(list.people.length / peopleOnPage));
  const number = Math.min(last, Math.max(1, Math.trunc(Number(typedPage)) || 1));
  const content = (
    <>
      {form}
      <p class="links">
        <a href={`${at}/new`}>Add somebody</a> <a href={`${at}/recent`}>Recent activity</a>
      </p>
      <List {...{ at, list, number }} pageAt={(one) => listAt({ ...query, page: String(one) })} />
    </>
  );
  return page(context, 'People', content, local ? { follows: statePath } : {});
}

const forgotten = 'What was searched for is kept only while the console runs: please search once more.';
const unreadable = 'A part of this search cannot be read. Dates are such as 2026-11-02.';

async function showPerson(
  context: Context,
  page: Page,
  connection: ServiceConnection,
  failed?: { why: string; action: string },
): Promise<Response> {
  const id = context.req.param('id') ?? '';
  if (!idPattern.test(id)) return page(context, 'No such person', <p>That is no subscriber id.</p>, { status: 404 });
  const known = await knownOf(id, connection);
  const explanation = explain(known, connection.series, connection.clock.now());
  const forms = <Actions at={`${at}/${id}`} failed={failed?.action} {...{ actions, known, connection }} />;
  const shown = <Person explanation={explanation} forms={forms} error={failed?.why} />;
  const { firstName = '', address } = explanation.person ?? {};
  const heading = firstName || address;
  return page(context, 'Person', shown, {
    ...(failed !== undefined && { status: 422 }),
    ...(heading !== undefined && { heading }),
  });
}
