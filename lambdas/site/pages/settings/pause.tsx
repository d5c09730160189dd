import { addDays, localDateAt } from '../../../core/time/calendar.ts';
import { pauseDaysMax, pauseWeeks } from '../../../core/actions/changing.ts';
import { type Person, statusAt } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { dateInWords } from '../../../core/time/words.ts';
import type { PauseTyped } from './pause-form.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { described, Field } from '../../kit/field.tsx';

interface PauseProps {
  person: Person;
  world: Pick<SiteWorld, 'clock'>;
  link: Opened<Links['settings']>;
  typed: PauseTyped;
}

/** "Monday 30 November 2026": a pause may end in another year. */
export function dateAndYear(localDate: string): string {
  return `${dateInWords(localDate)} ${localDate.slice(0, 4)}`;
}

export function PauseSection({ person, world, link, typed }: PauseProps) {
  const today = localDateAt(world.clock.now(), person.preferences.zone);
  const paused = statusAt(person, world.clock.now()) === 'paused';
  return (
    <section class="sheet" aria-labelledby="pause">
      <h2 id="pause">Pause</h2>
      {paused && person.pausedUntil !== undefined ? (
        <form method="post" action={onward(link, links.resume)}>
          <p>
            Nothing comes until <strong>{dateAndYear(person.pausedUntil)}</strong>. Then you go on where you left.
          </p>
          <button type="submit">End the pause now</button>
        </form>
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
        <Field id="until" label="Or until a day" hint="Mail may come again on that day." error={typed.error}>
          <div class="row">
            <input
              id="until"
              name="until"
              type="date"
              min={addDays(today, 1)}
              max={addDays(today, pauseDaysMax)}
              required
              value={typed.until}
              {...described('until', { hint: true, error: typed.error })}
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
