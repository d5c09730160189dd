import { otherDates } from '../../../core/actions/course-changes.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { upcoming, type Upcoming } from '../../../core/course/upcoming.ts';
import { formatDate, formatSlot } from '../../../core/time/words.ts';
import { Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

interface NextMailsProps {
  person: Person;
  deps: SiteDeps;
  /** The address of a button: it is posted there. */
  steer: (step: string) => string;
}

/** How many of the mails to come are shown. */
const mailsShown = 4;

const words = { lesson: 'Lesson', reminder: 'Reminder', completion: 'A look back' };

/** What comes when, by the very rules that will send it; each can be moved or skipped. */
export function NextMails({ person, deps, steer }: NextMailsProps) {
  const mails = upcoming(person, deps.series.of(person), deps.clock.now(), mailsShown);
  const firstLesson = mails.find(({ kind }) => kind === 'lesson');
  return (
    <section class="sheet" aria-labelledby="next">
      <h2 id="next">Your next emails</h2>
      {mails.length === 0 && <p>None planned for the coming weeks.</p>}
      <ul class="mails">
        {mails.map((mail) => (
          <li>
            <p>
              {formatSlot(mail.slot)}: {words[mail.kind]}
              {mail.title !== '' && ` – ${mail.title}`}
            </p>
            {mail.kind !== 'completion' && (
              <Change
                mail={mail}
                steer={steer}
                dates={mail === firstLesson ? otherDates(person, mail.slot.localDate, deps) : []}
              />
            )}
          </li>
        ))}
      </ul>
      {person.dayChanges !== undefined && (
        <Press at={steer('as-usual')} quiet>
          Undo all moves and skips
        </Press>
      )}
    </section>
  );
}

interface ChangeProps extends Pick<NextMailsProps, 'steer'> {
  mail: Upcoming;
  dates: string[];
}

function Change({ mail: { kind, slot, lesson }, steer, dates }: ChangeProps) {
  const { localDate } = slot;
  const of = <span class="unseen"> the {`${kind} of ${formatDate(localDate)}`}</span>;
  return (
    <details>
      <summary>Change{of}</summary>
      <Press at={steer('skip-mail')} name="date" value={localDate} quiet>
        {kind === 'lesson' ? 'A week later' : 'Skip it'}
        {of}
      </Press>
      {kind === 'lesson' && (
        <Press at={steer('leave-out')} name="lesson" value={lesson} quiet>
          Skip this lesson
          {of}
        </Press>
      )}
      {dates.length > 0 && (
        <form method="post" action={steer('move')}>
          <input type="hidden" name="date" value={localDate} />
          <label for="to">On another day</label>
          <div class="row">
            <select id="to" name="to">
              {dates.map((date) => (
                <option value={date}>{formatDate(date)}</option>
              ))}
            </select>
            <button type="submit" class="quiet">
              Move
            </button>
          </div>
        </form>
      )}
    </details>
  );
}
