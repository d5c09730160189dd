import * as z from 'zod';
import { pauseDaysMax, pauseForWeeks, pauseUntil, pauseWeeks } from '../../../core/actions/changing.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { type Person, statusAt } from '../../../core/person/subscriber.ts';
import { addDays, localDateAt } from '../../../core/time/calendar.ts';
import { formatDate } from '../../../core/time/words.ts';
import { described, Field } from '../../kit/field.tsx';
import type { Form } from '../../kit/forms.ts';
import type { SiteShown } from '../../kit/on-person.ts';
import { Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

/** Pauses for a number of weeks, by its button, or until a date. */
export async function pauseBy(form: Form, id: string, deps: SiteDeps) {
  const weeks = pauseWeeks.find((weeks) => String(weeks) === form.one('weeks'));
  if (weeks !== undefined) return (await pauseForWeeks(id, weeks, deps)) && 'paused';
  const until = form.one('until');
  // A date such as 31 February looks right and is none.
  const isDate = z.iso.date().safeParse(until).success;
  if (isDate && (await pauseUntil(id, until, deps))) return 'paused';
  return { errors: { until: `Choose a day after today, up to ${pauseDaysMax} days ahead.` } };
}

/** "Monday 30 November 2026": a pause may end in another year. */
export function dateAndYear(localDate: string): string {
  return `${formatDate(localDate)} ${localDate.slice(0, 4)}`;
}

export function PauseSection({ found: person, deps, link, sent, errors }: SiteShown<Links['settings'], Person>) {
  const today = localDateAt(deps.clock.now(), person.preferences.zone);
  const paused = statusAt(person, deps.clock.now()) === 'paused';
  return (
    <section class="sheet" aria-labelledby="pause">
      <h2 id="pause">Pause</h2>
      {paused && person.pausedUntil !== undefined ? (
        <>
          <p>
            Nothing comes until <strong>{dateAndYear(person.pausedUntil)}</strong>. Then you go on where you left.
          </p>
          <Press at={onward(link, links.resume)}>End the pause now</Press>
        </>
      ) : (
        <p>Away, unwell, or too much going on? Nothing comes until the day you choose. You lose no lesson.</p>
      )}
      <form method="post" action={onward(link, links.pause)}>
        <fieldset class="field">
          <legend>{paused ? 'Pause from today for' : 'Pause for'}</legend>
          <div class="choices">
            {pauseWeeks.map((weeks) => (
              <button type="submit" class="quiet" name="weeks" value={String(weeks)}>
                {weeks === 1 ? '1 week' : `${weeks} weeks`}
              </button>
            ))}
          </div>
        </fieldset>
      </form>
      <form method="post" action={onward(link, links.pause)} novalidate>
        <Field id="until" label="Or until a day" hint="Mail may come again on that day." error={errors['until']}>
          <div class="row">
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
            <button type="submit" class="quiet">
              Pause until then
            </button>
          </div>
        </Field>
      </form>
    </section>
  );
}
