import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { planMax } from '../../../core/actions/practising.ts';
import type { Lesson } from '../../../core/course/series.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { daysInWords } from '../../../core/time/words.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { described, ErrorSummary, Field, FieldGroup } from '../../kit/field.tsx';

interface PlanProps {
  person: Person;
  world: SiteWorld;
  link: Opened<Links['plan']>;
  lesson: Lesson;
  /** What they wrote and could not be kept. */
  own: string | undefined;
  error: string | undefined;
  done: string | undefined;
}

/** Pick one of the lesson's plans or write one. */
export function Plan({ person, world, link, lesson, own, error, done }: PlanProps) {
  const kept = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
  const isOwn = kept !== '' && !lesson.plans.includes(kept);
  const notes = { hint: `“When …, I will …”, in up to ${planMax} characters.`, error };
  return (
    <div class="narrow">
      <div class="intro">
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        <h1>Your plan for “{lesson.title}”</h1>
        <p class="lede">A practice is easier to start when it hangs on something that happens anyway.</p>
        <ErrorSummary errors={error === undefined ? {} : { own: error }} />
      </div>
      <form class="sheet" method="post" action={onward(link, links.plan, { lesson: lesson.id })} novalidate>
        <FieldGroup id="plan" label="Keep one of these">
          {lesson.plans.map((text) => (
            <label class="tick">
              <input type="radio" name="plan" value={text} checked={kept === text} />
              <span>{text}</span>
            </label>
          ))}
          <label class="tick">
            <input type="radio" name="plan" value="" checked={kept === ''} />
            <span>None</span>
          </label>
        </FieldGroup>
        <Field id="own" label="Or write your own" {...notes}>
          <input
            id="own"
            name="own"
            type="text"
            maxlength={planMax}
            value={own ?? (isOwn ? kept : '')}
            {...described('own', notes)}
          />
        </Field>
        <button type="submit">Keep my plan</button>
      </form>
      <p>
        <a class="button quiet" href={mint(link, links.practice, world, { file: `${lesson.id}.ics` })}>
          Add the practice to my calendar
        </a>
      </p>
      <Reminders person={person} />
    </div>
  );
}

function Reminders({ person }: Pick<PlanProps, 'person'>) {
  const days = daysInWords(person.preferences.reminderDays);
  return (
    <>
      <p>
        {days === ''
          ? 'You have no reminders. With one, your plan comes by e-mail on the days you choose.'
          : `Your reminders, ${days}, will quote it.`}
      </p>
      <p>
        {days === '' ? 'To choose days for reminders' : 'To change your reminders'}, use the link to your settings in an
        e-mail of ours, or <a href={hrefOf(links.askForLink)}>ask for it</a>.
      </p>
    </>
  );
}
