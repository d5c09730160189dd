import type { Context } from 'hono';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { type Action, type PersonRecord, personActions } from '../../../lambdas/core/actions/actions.ts';
import { Rows } from '../../console/rows.tsx';
import { consolePath, type Page, type Section } from '../../console/section.ts';
import { statePath } from '../../local/console/clock.tsx';
import type { ServiceConnection } from '../connection.ts';
import { readPeople } from '../people-table.ts';
import { act } from '../subscriber/act.ts';
import { explain, type Explanation } from '../subscriber/explain.ts';
import { acceptedNote, lessonsBefore } from '../subscriber/format-explanation.ts';
import { idOfWho, isWhole, knownOf } from '../subscriber/find.ts';
import { idPattern } from '../subscriber/marked-ids.ts';
import { lookUp, formatLookUp, type LookUp } from '../subscriber/look-up.ts';

const path = '/people';
const at = consolePath + path;

/** What an operator may do for somebody. */
const actions = Object.entries<Action>(personActions).filter(([, { by }]) => by.operator);

/**
 * Finds people, says how they stand and why, and does for them what they may ask for.
 *
 * @param listed - everybody is on the page, and for scripts at `/local/api/people`: on the local home, where nobody is real
 */
export function peopleSection(connection: ServiceConnection, listed: boolean): Section {
  const everybody = () => readPeople(connection.table, connection.clock.now(), connection.series);
  return {
    name: 'People',
    path,
    done: Object.fromEntries(actions.map(([name, { done }]) => [name, done])),
    routes: (app, page) => {
      app.get(path, async (context) => {
        const who = context.req.query('who')?.trim() ?? '';
        if (who === '') {
          const list = listed && <Everybody people={await everybody()} />;
          return page(context, 'People', <Search who="">{list}</Search>, listed ? { follows: statePath } : {});
        }
        if (isWhole(who)) return context.redirect(`${at}/${await idOfWho(who, connection)}`, 303);
        const result = await lookUp(who, connection);
        const error = result.found.length === 0 ? formatLookUp(result) : undefined;
        return page(context, 'People', <Search who={who} error={error} result={result} />);
      });
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
        return showPerson(context, page, connection, acted.why);
      });
      if (listed) app.get('/api/people', async (context) => context.json(await everybody()));
    },
  };
}

async function showPerson(
  context: Context,
  page: Page,
  connection: ServiceConnection,
  error?: string,
): Promise<Response> {
  const id = context.req.param('id') ?? '';
  if (!idPattern.test(id)) return page(context, 'No such person', <p>That is no subscriber id.</p>, { status: 404 });
  const known = await knownOf(id, connection);
  const explanation = explain(known, connection.series, connection.clock.now());
  const forms = <Actions id={id} known={known} connection={connection} />;
  const shown = <Person explanation={explanation} forms={forms} error={error} />;
  return page(context, 'Person', shown, error === undefined ? {} : { status: 422 });
}

/** Finds somebody by their address or id, or by a part of their address or first name. */
function Search({
  who,
  error,
  result,
  children,
}: PropsWithChildren<{ who: string; error?: string | undefined; result?: LookUp }>) {
  return (
    <>
      <form method="get" action={at} role="search">
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
            <a href={`${at}/${subscriber}`}>{subscriber}</a>,
            status,
          ])}
        />
      )}
      {children}
    </>
  );
}

/** One person: how they stand and why, what they got, what comes, and what may be done for them. */
function Person({ explanation, forms, error }: { explanation: Explanation; forms: Child; error: string | undefined }) {
  const { subscriber, standing, notes, slots, problems, next } = explanation;
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

/** What they may ask for: the same as on their own page. */
function Actions({ id, known, connection }: { id: string; known: PersonRecord; connection: ServiceConnection }) {
  const allowed = actions.filter(([, action]) => action.allowed(known, connection));
  return (
    <>
      <h2>For them</h2>
      {allowed.length === 0 && <p>Nothing can be done.</p>}
      {allowed.map(([name, { title, input, sure }]) => (
        <form method="post" action={`${at}/${id}/${name}`}>
          {input !== undefined && (
            <label>
              {input.label}
              {input.type === 'series' ? (
                <select name="typed">
                  {connection.series.all.map((one) => (
                    <option value={one.id}>{one.title}</option>
                  ))}
                </select>
              ) : (
                <input type={input.type} name="typed" required autocomplete="off" />
              )}
            </label>
          )}
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

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Everybody, as their rows are. */
function Everybody({ people }: { people: Awaited<ReturnType<typeof readPeople>> }) {
  return (
    <Rows
      title="Everybody"
      head={['Address', 'Status', 'Time zone', 'Slot', 'Lessons sent', 'Next lesson', 'Claim']}
      rows={people.map(({ id, address, status, zone, slot, lessonsSent, next, claim }) => [
        <a href={`${at}/${id}`}>{address}</a>,
        ...[status, zone, slot, lessonsSent, next, claim].map((text) => text || '–'),
      ])}
      none="Nobody has signed up yet."
    />
  );
}
