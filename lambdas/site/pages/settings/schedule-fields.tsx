import { quarterHours } from '../../../core/time/calendar.ts';
import { monthlyPace, paces, reminderDaysMax } from '../../../core/person/preferences.ts';
import { words } from '../../../content/words.ts';
import { formatCity, formatDays, formatPace, formatTime, weekdayName } from '../../kit/spoken.ts';
import { canonicalZone } from '../../../core/time/zones.ts';
import type { ScheduleTyped } from './schedule-form.ts';
import { isListed } from '../../kit/zones.ts';
import { ZoneOptions } from './zone-options.tsx';
import { described, Field, FieldGroup, type Errors } from '../../kit/field.tsx';

const said = words.landing.when;
const { fields } = words;

interface FieldsProps {
  typed: ScheduleTyped;
  errors: Errors;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

export function FirstNameField({ typed, errors }: { typed: Pick<ScheduleTyped, 'firstName'>; errors: Errors }) {
  const notes = { hint: fields.firstNameHint, error: errors['firstName'] };
  return (
    <Field id="firstName" label={fields.firstName} {...notes}>
      <input
        id="firstName"
        name="firstName"
        type="text"
        autocomplete="given-name"
        maxlength={40}
        value={typed.firstName}
        {...described('firstName', notes)}
      />
    </Field>
  );
}

export function LessonDayField({ typed, errors, label = fields.lessonDay }: FieldsProps & { label?: string }) {
  const notes = { error: errors['lessonDay'] };
  return (
    <Field id="lessonDay" label={label} {...notes}>
      <select id="lessonDay" name="lessonDay" required {...described('lessonDay', notes)}>
        {weekdays.map((day) => (
          <option value={String(day)} selected={typed.lessonDay === String(day)} data-weekly={formatDays([day])}>
            {weekdayName(day)}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** When people are up, by half hours. */
const usualTimes = quarterHours.filter((time) => time >= '05:00' && time <= '22:30' && /:[03]0$/.test(time));
const otherTimes = quarterHours.filter((time) => !usualTimes.includes(time));

/** Times as people write them where the emails come. */
function Times({ zone: typed, chosen }: { zone: string; chosen: string }) {
  const zone = canonicalZone(typed) ?? 'UTC';
  const option = (time: string) => (
    <option value={time} selected={chosen === time}>
      {formatTime(time, zone)}
    </option>
  );
  return (
    <>
      <optgroup label={said.halfHours}>{usualTimes.map(option)}</optgroup>
      <optgroup label={said.otherTimes}>{otherTimes.map(option)}</optgroup>
    </>
  );
}

export function SendTimeField({ typed, errors, label = fields.sendTime }: FieldsProps & { label?: string }) {
  const notes = { error: errors['sendTime'] };
  return (
    <Field id="sendTime" label={label} {...notes}>
      <select id="sendTime" name="sendTime" required {...described('sendTime', notes)}>
        <Times zone={typed.zone} chosen={typed.sendTime} />
      </select>
    </Field>
  );
}

export function ZoneField({
  typed,
  errors,
  guess,
  label = fields.zone,
  hint = fields.zoneHint,
}: {
  typed: Pick<ScheduleTyped, 'zone'>;
  errors: Errors;
  guess: boolean;
  label?: string;
  /** '' for none. */
  hint?: string;
}) {
  const notes = { ...(hint !== '' && { hint }), error: errors['zone'] };
  const chosen = canonicalZone(typed.zone);
  return (
    <Field id="zone" label={label} {...notes}>
      <select id="zone" name="zone" required {...(guess && { 'data-guess-zone': '' })} {...described('zone', notes)}>
        <option value="">{said.chooseCity}</option>
        {chosen !== undefined && !isListed(chosen) && (
          <option value={chosen} selected>
            {formatCity(chosen)}
          </option>
        )}
        <ZoneOptions chosen={chosen} />
      </select>
    </Field>
  );
}

export function ReminderDaysField({ typed, errors }: { typed: Pick<ScheduleTyped, 'reminderDays'>; errors: Errors }) {
  const notes = {
    hint: fields.remindersHint({ days: reminderDaysMax }),
    error: errors['reminderDays'],
  };
  return (
    <FieldGroup id="reminderDays" label={fields.reminders} {...notes}>
      <div class="days">
        {weekdays.map((day) => (
          <label class="tick">
            <input
              type="checkbox"
              name="reminderDays"
              value={String(day)}
              checked={typed.reminderDays.includes(String(day))}
            />
            <span>{weekdayName(day)}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** When reminders come on their days: with the lessons, or at another time. */
export function ReminderTimeField({
  typed,
  errors,
}: {
  typed: Pick<ScheduleTyped, 'reminderTime' | 'zone'>;
  errors: Errors;
}) {
  const notes = { error: errors['reminderTime'] };
  return (
    <Field id="reminderTime" label={fields.reminderTime} {...notes}>
      <select id="reminderTime" name="reminderTime" {...described('reminderTime', notes)}>
        <option value="">{fields.asForLessons}</option>
        <Times zone={typed.zone} chosen={typed.reminderTime} />
      </select>
    </Field>
  );
}

/** How often lessons come. One a month is for lessons that they have had, so it is there only for who has it now. */
export function PaceField({
  typed,
  now = 1,
  errors,
}: {
  typed: Pick<ScheduleTyped, 'weeksBetween'>;
  now: number | undefined;
  errors: Errors;
}) {
  const notes = { error: errors['weeksBetween'] };
  return (
    <Field id="weeksBetween" label={fields.howOften} {...notes}>
      <select id="weeksBetween" name="weeksBetween" {...described('weeksBetween', notes)}>
        {paces
          .filter((weeks) => weeks !== monthlyPace || now === monthlyPace)
          .map((weeks) => (
            <option value={String(weeks)} selected={typed.weeksBetween === String(weeks)}>
              {fields.oneLesson({ pace: formatPace(weeks) })}
            </option>
          ))}
      </select>
    </Field>
  );
}
