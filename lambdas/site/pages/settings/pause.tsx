import * as z from 'zod';
import { words } from '../../../content/words.ts';
import { pauseDaysMax, pauseForWeeks, pauseUntil, pauseWeeks } from '../../../core/actions/changing.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { type Person, statusAt } from '../../../core/person/subscriber.ts';
import { addDays, localDateAt } from '../../../core/time/calendar.ts';
import { formatFullDate } from '../../kit/spoken.ts';
import { Submit } from '../../kit/button.tsx';
import { described, Field } from '../../kit/field.tsx';
import { Task } from '../../kit/fold.tsx';
import type { Form } from '../../kit/forms.ts';
import type { SiteShown } from '../../kit/on-person.ts';
import { Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

const said = words.settings.pause;

/** Pauses for a number of weeks, by its button, or until a date. */
export async function pauseBy(form: Form, id: string, deps: SiteDeps) {
  const weeks = pauseWeeks.find((weeks) => String(weeks) === form.one('weeks'));
  if (weeks !== undefined) return (await pauseForWeeks(id, weeks, deps)) && 'paused';
  const until = form.one('until');
  // A date such as 31 February looks right and is none.
  const isDate = z.iso.date().safeParse(until).success;
  if (isDate && (await pauseUntil(id, until, deps))) return 'paused';
  return { errors: { until: said.wrong({ days: String(pauseDaysMax) }) } };
}

/** "Paused until Monday 4 January 2027": a pause may end in another year. Undefined for whoever does not pause. */
export function pauseWords(person: Person, { clock }: Pick<SiteDeps, 'clock'>): string | undefined {
  if (person.pausedUntil === undefined || statusAt(person, clock.now()) !== 'paused') return undefined;
  return said.until({ date: formatFullDate(person.pausedUntil) });
}

/** The first of the settings, and open: to pause is what people come for. */
export function PauseTask({ found: person, deps, link, sent, errors }: SiteShown<Links['settings'], Person>) {
  const today = localDateAt(deps.clock.now(), person.preferences.zone);
  const paused = pauseWords(person, deps);
  const isElsewhere = Object.keys(sent).some((row) => row !== 'pause');
  return (
    <Task id="pause" name={said.name} value={paused ?? said.notPaused} open={!isElsewhere}>
      {paused === undefined ? (
        <p>{said.about}</p>
      ) : (
        <>
          <p>{said.now}</p>
          <Press at={onward(link, links.resume)}>{said.resume}</Press>
        </>
      )}
      <form method="post" action={onward(link, links.pause)}>
        <fieldset class="field">
          <legend>{paused === undefined ? said.pauseFor : said.pauseAnew}</legend>
          <div class="shares">
            {pauseWeeks.map((weeks) => (
              <Submit look="quiet" name="weeks" value={String(weeks)}>
                {said.weeks({ weeks })}
              </Submit>
            ))}
          </div>
        </fieldset>
      </form>
      <form method="post" action={onward(link, links.pause)} novalidate>
        <Field id="until" label={said.orUntil} hint={said.untilHint} error={errors['until']}>
          <input
            id="until"
            name="until"
            type="date"
            min={addDays(today, 1)}
            max={addDays(today, pauseDaysMax)}
            required
            value={sent.pause?.one('until') ?? ''}
            {...described('until', { hint: true, error: errors['until'] })}
          />
        </Field>
        <Submit>{said.untilThen}</Submit>
      </form>
    </Task>
  );
}
