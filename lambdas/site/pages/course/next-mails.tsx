import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { otherDates } from '../../../core/actions/course-changes.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { upcoming, type Upcoming } from '../../../core/course/upcoming.ts';
import { formatDate, formatSlot } from '../../kit/spoken.ts';
import { Press, unseen } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

interface NextMailsProps {
  person: Person;
  deps: SiteDeps;
  /** The address of a button: it is posted there. */
  steer: (step: string) => string;
}

/** How many of the mails to come are shown. */
const mailsShown = 4;

const says = words.course.emails;

/** What comes when, by the very rules that will send it; each can be moved or skipped. */
export function NextMails({ person, deps, steer }: NextMailsProps) {
  const mails = upcoming(person, deps.series.of(person), deps.clock.now(), mailsShown);
  const firstLesson = mails.find(({ kind }) => kind === 'lesson');
  return (
    <section class="sheet" aria-labelledby="next">
      <h2 id="next">{says.heading}</h2>
      {mails.length === 0 && <p>{says.none}</p>}
      <ul class="mails">
        {mails.map((mail) => (
          <li>
            <p>{mailWords(mail)}</p>
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
          {says.asUsual}
        </Press>
      )}
    </section>
  );
}

function mailWords({ kind, slot, title }: Upcoming): string {
  const when = formatSlot(slot);
  if (kind === 'completion') return says.lookBack({ when });
  return kind === 'lesson' ? says.lesson({ when, title }) : says.reminder({ when, title });
}

interface ChangeProps extends Pick<NextMailsProps, 'steer'> {
  mail: Upcoming;
  dates: string[];
}

function Change({ mail: { kind, slot, lesson }, steer, dates }: ChangeProps) {
  const { localDate } = slot;
  const values = { date: formatDate(localDate), unseen };
  return (
    <details>
      <summary>{says.change<Child>({ ...values, kind })}</summary>
      <Press at={steer('skip-mail')} name="date" value={localDate} quiet>
        {kind === 'lesson' ? says.weekLater<Child>(values) : says.skipReminder<Child>(values)}
      </Press>
      {kind === 'lesson' && (
        <Press at={steer('leave-out')} name="lesson" value={lesson} quiet>
          {says.skipLesson<Child>(values)}
        </Press>
      )}
      {dates.length > 0 && (
        <form method="post" action={steer('move')}>
          <input type="hidden" name="date" value={localDate} />
          <label for="to">{says.otherDay}</label>
          <div class="row">
            <select id="to" name="to">
              {dates.map((date) => (
                <option value={date}>{formatDate(date)}</option>
              ))}
            </select>
            <button type="submit" class="quiet">
              {says.move}
            </button>
          </div>
        </form>
      )}
    </details>
  );
}
