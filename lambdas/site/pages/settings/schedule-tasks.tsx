import type { Child, PropsWithChildren } from 'hono/jsx';
import { pageLanguage, siteLanguages, spokenFor } from '../../../content/page-language.ts';
import { words } from '../../../content/words.ts';
import { languageOfLessons } from '../../../core/course/series.ts';
import { isSameLanguage, nameOf, ownNameOf } from '../../../core/kit/language-facts.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { localTimeAt } from '../../../core/time/calendar.ts';
import { formatTime, formatReminders, formatSchedule } from '../../kit/spoken.ts';
import { Submit } from '../../kit/button.tsx';
import { described, Field } from '../../kit/field.tsx';
import { Task } from '../../kit/fold.tsx';
import type { Form } from '../../kit/forms.ts';
import { RenewForm } from '../../kit/link-form.tsx';
import type { SiteShown } from '../../kit/on-person.ts';
import {
  FirstNameField,
  LessonDayField,
  PaceField,
  ReminderDaysField,
  ReminderTimeField,
  SendTimeField,
  ZoneField,
} from './schedule-fields.tsx';
import { scheduleOf, scheduleTyped, type ScheduleTyped } from './schedule-form.ts';

type Shown = SiteShown<Links['settings'], Person>;
type Name = keyof ScheduleTyped;

/** Settings that are saved together, each a form of its own. */
const tasks = {
  time: ['lessonDay', 'sendTime', 'zone', 'weeksBetween'],
  reminders: ['reminderDays', 'reminderTime'],
  name: ['firstName'],
  language: ['locale'],
} as const satisfies Record<string, readonly Name[]>;
type TaskName = keyof typeof tasks;

const said = words.settings;

/** What somebody typed in the form of one task, on top of what is stored. A form that names no task has them all. */
export function typedFor(person: Person, form: Form | undefined): ScheduleTyped {
  const stored = scheduleOf(person);
  if (form === undefined) return stored;
  const typed = scheduleTyped(form);
  const task = taskOf(form);
  if (task === undefined) return typed;
  return { ...stored, ...Object.fromEntries(tasks[task].map((name) => [name, typed[name]])) };
}

function taskOf(form: Form): TaskName | undefined {
  const task = form.one('task');
  return Object.hasOwn(tasks, task) ? (task as TaskName) : undefined;
}

/** When lessons come, by the reader's own clock; the calendar that they can go into is beside it. */
export function TimeTask(shown: Shown) {
  const { found: person, deps, link, errors } = shown;
  const { preferences } = person;
  const typed = typedFor(person, shown.sent.settings);
  const now = formatTime(localTimeAt(deps.clock.now(), preferences.zone), preferences.zone);
  return (
    <ScheduleTask
      task="time"
      name={said.time.name}
      value={formatSchedule(preferences, person.weeksBetween)}
      shown={shown}
    >
      <div class="pair">
        <LessonDayField typed={typed} errors={errors} />
        <SendTimeField typed={typed} errors={errors} />
      </div>
      <ZoneField typed={typed} errors={errors} guess={false} />
      <PaceField typed={typed} now={person.weeksBetween} errors={errors} />
      <p class="hint">{said.time.now({ now })}</p>
      <Submit>{said.save}</Submit>
      <p>
        <a href={onward(link, links.calendar)}>{said.time.calendar}</a>
      </p>
    </ScheduleTask>
  );
}

export function RemindersTask(shown: Shown) {
  const { found: person, errors } = shown;
  const typed = typedFor(person, shown.sent.settings);
  const reminders = formatReminders(person.preferences);
  const value = reminders === '' ? said.reminders.none : reminders;
  return (
    <ScheduleTask task="reminders" name={said.reminders.name} value={value} shown={shown}>
      <ReminderDaysField typed={typed} errors={errors} />
      <ReminderTimeField typed={typed} errors={errors} />
      <Submit>{said.save}</Submit>
    </ScheduleTask>
  );
}

/** The address is never shown: whoever holds a forwarded link must not learn it. To change it takes a link that goes to it. */
export function NameTask(shown: Shown) {
  const { found: person, link, errors } = shown;
  const value = person.firstName === '' ? said.name.noName : person.firstName;
  return (
    <ScheduleTask
      task="name"
      name={said.name.name}
      value={value}
      shown={shown}
      below={
        <>
          <p>{said.name.address}</p>
          <RenewForm token={link.token} label={said.name.renew} />
        </>
      }
    >
      <FirstNameField typed={typedFor(person, shown.sent.settings)} errors={errors} />
      <Submit>{said.save}</Submit>
    </ScheduleTask>
  );
}

/** The choice of a language, where the site speaks several. Pages change at once, emails from the next one on. */
export function LanguageTask(shown: Shown) {
  const languages = siteLanguages();
  if (languages.length < 2) return null;
  const { series } = shown.found;
  const { locale } = typedFor(shown.found, shown.sent.settings);
  const current = spokenFor(locale) ?? pageLanguage();
  const notes = { hint: said.language.hint, error: shown.errors['locale'] };
  return (
    <ScheduleTask task="language" name={said.language.name} value={ownNameOf(pageLanguage())} shown={shown}>
      <Field id="locale" label={said.language.label} {...notes}>
        <select id="locale" name="locale" {...described('locale', notes)}>
          {languages.map((language) => (
            <option value={language} lang={language} selected={language === current}>
              {ownNameOf(language)}
            </option>
          ))}
        </select>
      </Field>
      {languages.map((language) => {
        const lessons = languageOfLessons(shown.deps.series.of({ series, preferences: { locale: language } }));
        if (isSameLanguage(language, lessons)) return <></>;
        const named = { chosen: ownNameOf(language), language: nameOf(lessons, pageLanguage()) };
        return <p class="hint">{said.language.lessons(named)}</p>;
      })}
      <Submit>{said.save}</Submit>
    </ScheduleTask>
  );
}

interface ScheduleTaskProps {
  task: TaskName;
  name: string;
  value: string;
  shown: Shown;
  /** After the form. */
  below?: Child;
}

/** One row and its form; open where something in it is wrong. */
function ScheduleTask({ task, name, value, shown, below, children }: PropsWithChildren<ScheduleTaskProps>) {
  const { at, errors } = shown;
  const isWrong = tasks[task].some((field) => errors[field] !== undefined);
  return (
    <Task id={task} name={name} value={value} open={isWrong}>
      <form method="post" action={at} novalidate>
        <input type="hidden" name="task" value={task} />
        {children}
      </form>
      {below}
    </Task>
  );
}
