import type { Context } from 'hono';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import { usualPreferences } from '../../../lambdas/core/actions/sign-up-input.ts';
import { consolePath, type Page, type Section } from '../../console/section.ts';
import type { ServiceConnection } from '../connection.ts';
import type { Row } from '../import/row.ts';
import { addPerson, sureOfConsent } from '../subscriber/add.ts';
import { sentence } from './sentence.ts';
import { WeekdayChoice } from './weekday-choice.tsx';
import { ZoneField } from './zone-field.tsx';

/** What a person is added with, as an import has it in its columns. */
const fields = [
  'email',
  'firstName',
  'zone',
  'lessonDay',
  'sendTime',
  'series',
  'consentText',
  'consentSource',
  'consentAt',
] as const satisfies readonly (keyof Row)[];

type Typed = Partial<Record<(typeof fields)[number] | 'consent', string>>;

/** The page on which an operator adds somebody. @param people - path of the section of people */
export function addPersonPages(
  people: string,
  connection: ServiceConnection,
): Pick<Section, 'routes'> & Required<Pick<Section, 'done'>> {
  const path = `${people}/new`;
  const show = (context: Context, page: Page, typed: Typed, error?: string) =>
    page(
      context,
      'Add somebody',
      <AddPerson at={consolePath + path} typed={typed} library={connection.series} error={error} />,
      error === undefined ? {} : { status: 422 },
    );
  return {
    done: {
      added: 'Added. The welcome is on its way to them.',
      asked: 'An email asks them whether they want the lessons. Nothing else comes until they press its button.',
      known: 'They are here already, so nothing changed.',
      gone: 'They left, or their address must not be mailed, so nothing changed. They can come back by signing up themselves.',
    },
    routes: (app, page) => {
      app.get(path, (context) => show(context, page, { consent: 'ask' }));
      app.post(path, async (context) => {
        const form = await context.req.parseBody<Record<string, string>>();
        const row = Object.fromEntries(fields.map((name) => [name, String(form[name] ?? '').trim()])) as Row;
        const ask = form['consent'] !== 'recorded';
        const added = await addPerson(row, { ask, sure: form['sure'] === 'yes' }, connection);
        if ('why' in added) return show(context, page, { ...row, consent: ask ? 'ask' : 'recorded' }, added.why);
        return context.redirect(`${consolePath}${people}/${added.id}?done=${added.outcome}`, 303);
      });
    },
  };
}

interface AddPersonProps {
  at: string;
  typed: Typed;
  library: SeriesLibrary;
  error: string | undefined;
}

function AddPerson({ at, typed, library, error }: AddPersonProps) {
  const { lessonDay = String(usualPreferences.lessonDay), sendTime = usualPreferences.sendTime } = typed;
  const isAsked = typed.consent !== 'recorded';
  return (
    <>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <form method="post" action={at} class="tall">
        <label>
          Email address
          <input type="email" name="email" value={typed.email} required autocomplete="off" />
        </label>
        <label>
          First name, if they want to be greeted by it
          <input type="text" name="firstName" value={typed.firstName} autocomplete="off" />
        </label>
        <ZoneField label="Time zone, such as Europe/Berlin" name="zone" value={typed.zone} required />
        <label>
          Day of the lesson
          <WeekdayChoice name="lessonDay" chosen={lessonDay} />
        </label>
        <label>
          Time of the lesson, in their time zone, on the quarter hour
          <input type="time" name="sendTime" step={900} value={sendTime} required />
        </label>
        {library.all.length > 1 && (
          <label>
            Series
            <select name="series">
              {library.all.map(({ id, title }) => (
                <option value={id} selected={id === typed.series}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
        <fieldset>
          <legend>Did they agree to get emails?</legend>
          <label class="check">
            <input type="radio" name="consent" value="ask" checked={isAsked} /> Ask them by an email: nothing else comes
            until they press its button
          </label>
          <label class="check">
            <input type="radio" name="consent" value="recorded" checked={!isAsked} /> They agreed already, and this is
            the record of it
          </label>
          <details open={!isAsked}>
            <summary>The record of their consent</summary>
            <label>
              Words that they agreed to, or the name of these words
              <input type="text" name="consentText" value={typed.consentText} autocomplete="off" />
            </label>
            <label>
              Where they agreed, such as: paper form at the reception
              <input type="text" name="consentSource" value={typed.consentSource} autocomplete="off" />
            </label>
            <label>
              When they agreed
              <input type="date" name="consentAt" value={typed.consentAt} />
            </label>
            <label class="check">
              <input type="checkbox" name="sure" value="yes" /> {sentence(sureOfConsent)}
            </label>
          </details>
        </fieldset>
        <button type="submit">Add them</button>
      </form>
    </>
  );
}
