import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { keepPlan, planMax } from '../../../core/actions/practising.ts';
import { everyLesson, latestLesson } from '../../../core/course/course.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { mint } from '../../../core/mail/opened-link.ts';
import { isPerson, type Person } from '../../../core/person/subscriber.ts';
import { typedText } from '../../../core/person/typed-text.ts';
import { formatDays } from '../../kit/spoken.ts';
import { described, Field, FieldGroup } from '../../kit/field.tsx';
import { onPerson } from '../../kit/on-person.ts';
import { Intro } from '../../kit/sheet.tsx';
import { refusalWords } from '../../kit/refusals.ts';
import { goBack, goesBack, wayBack } from '../../kit/way-back.ts';
import { active } from '../unsubscribe/standing.tsx';

const says = words.plan;

const PlanText = typedText(planMax, { lines: 'one' });

/** "When …, I will …": picked or written for a lesson, and quoted in its reminders. */
export const plan = onPerson(links.plan, {
  read: async (visit) => {
    const person = await active(visit);
    if (person instanceof Response) return person;
    const lesson = everyLesson(visit.deps.series.of(person)).find(({ id }) => id === visit.c.req.param('lesson'));
    // A button of the mail says which of the plans.
    const asked = lesson?.plans[Number(visit.c.req.query('plan')) - 1];
    return lesson === undefined ? visit.c.notFound() : { person, lesson, asked };
  },
  take: {
    plan: async ({ c, form, link, deps }) => {
      if (goesBack(form)) {
        if (!(await goBack(link.id, form, deps))) return false;
        const person = await deps.subscribers.find(link.id);
        return isPerson(person) && person.ownPlan?.lesson === c.req.param('lesson') ? 'kept' : 'none';
      }
      // What somebody wrote goes before what they ticked: it is the later thought.
      const own = form.one('own');
      const reading = PlanText.safeParse(own.trim() === '' ? form.one('plan') : own);
      if (!reading.success) return { errors: { own: refusalWords(reading.error.issues[0]!) } };
      const kept = await keepPlan(link.id, { lesson: c.req.param('lesson'), text: reading.data }, deps);
      return kept && (reading.data === '' ? 'none' : 'kept');
    },
  },
  undo: {
    // There is one plan at a time, and the form knows only that of its lesson.
    plan: ({ before, after, deps }) => wayBack(before.person, after.person, deps),
  },
  say: { kept: () => says.kept, none: () => says.noneKept },
  view: ({ found: { person, lesson, asked }, deps, link, at, sent, errors, said, undo }) => {
    const isLeftOut = person.leftOut?.includes(lesson.id) === true;
    // Reminders are about the latest lesson, and there are none of one that is not for them.
    const isPrompted = !isLeftOut && latestLesson(deps.series.of(person), person.sent)?.id === lesson.id;
    const kept = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
    const chosen = sent.plan?.one('plan') ?? asked ?? kept;
    // What somebody wrote would go before what the button chose.
    const own = asked !== undefined || kept === '' || lesson.plans.includes(kept) ? '' : kept;
    const notes = { hint: says.ownHint({ most: planMax }), error: errors['own'] };
    const content = (
      <div class="narrow">
        <Intro
          heading={says.heading({ lesson: lesson.title })}
          lede={says.lede}
          said={said}
          undo={undo}
          errors={errors}
        />
        <form class="sheet" method="post" action={at} novalidate>
          <FieldGroup id="plan" label={says.choose}>
            {lesson.plans.map((text) => (
              <label class="tick">
                <input type="radio" name="plan" value={text} checked={chosen === text} />
                <span>{text}</span>
              </label>
            ))}
            <label class="tick">
              <input type="radio" name="plan" value="" checked={chosen === ''} />
              <span>{says.none}</span>
            </label>
          </FieldGroup>
          <Field id="own" label={says.own} {...notes}>
            <input
              id="own"
              name="own"
              type="text"
              maxlength={planMax}
              value={sent.plan?.one('own') ?? own}
              {...described('own', notes)}
            />
          </Field>
          <button type="submit">{says.keep}</button>
        </form>
        {!isLeftOut && (
          <p>
            <a class="button quiet" href={mint(link, links.practice, deps, { file: `${lesson.id}.ics` })}>
              {says.calendar}
            </a>
          </p>
        )}
        {isPrompted && <Reminders person={person} />}
      </div>
    );
    return { title: says.title, content };
  },
});

function Reminders({ person }: { person: Person }) {
  const days = formatDays(person.preferences.reminderDays);
  const ask = (linked: string) => <a href={hrefOf(links.askForLink)}>{linked}</a>;
  return (
    <>
      <p>{days === '' ? says.noReminders : says.quoted({ days })}</p>
      <p>{days === '' ? says.chooseDays<Child>({ ask }) : says.changeDays<Child>({ ask })}</p>
    </>
  );
}
