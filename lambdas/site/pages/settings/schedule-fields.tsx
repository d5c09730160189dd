import { quarterHours } from '../../../core/time/calendar.ts';
import { reminderDaysMax } from '../../../core/person/preferences.ts';
import { weekdayName, formatCity } from '../../../core/time/words.ts';
import { canonicalZone } from '../../../core/time/zones.ts';
import type { ScheduleTyped } from './schedule-form.ts';
import { isListed, zoneRegions } from '../../kit/zones.ts';
import { described, Field, FieldGroup, type Errors } from '../../kit/field.tsx';

interface FieldsProps {
  typed: ScheduleTyped;
  errors: Errors;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

export function FirstNameField({ typed, errors }: FieldsProps) {
  const notes = { hint: 'So that we can greet you.', error: errors['firstName'] };
  return (
    <Field id="firstName" label="First name (if you like)" {...notes}>
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

/** Day, time, zone and reminder days. */
export function ScheduleFields({ typed, errors, guessZone }: FieldsProps & { guessZone: boolean }) {
  return (
    <>
      <div class="pair">
        <LessonDayField typed={typed} errors={errors} />
        <SendTimeField typed={typed} errors={errors} />
      </div>
      <ZoneField typed={typed} errors={errors} guess={guessZone} />
      <ReminderDaysField typed={typed} errors={errors} />
    </>
  );
}

export function LessonDayField({ typed, errors }: FieldsProps) {
  const notes = { error: errors['lessonDay'] };
  return (
    <Field id="lessonDay" label="Lesson day" {...notes}>
      <select id="lessonDay" name="lessonDay" required {...described('lessonDay', notes)}>
        {weekdays.map((day) => (
          <option value={String(day)} selected={typed.lessonDay === String(day)}>
            {weekdayName(day)}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function SendTimeField({ typed, errors }: FieldsProps) {
  const notes = { error: errors['sendTime'] };
  return (
    <Field id="sendTime" label="Time of day" {...notes}>
      <select id="sendTime" name="sendTime" required {...described('sendTime', notes)}>
        {quarterHours.map((time) => (
          <option value={time} selected={typed.sendTime === time}>
            {time}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function ZoneField({
  typed,
  errors,
  guess,
}: {
  typed: Pick<ScheduleTyped, 'zone'>;
  errors: Errors;
  guess: boolean;
}) {
  const notes = { hint: 'Choose the city whose clocks show your time.', error: errors['zone'] };
  const chosen = canonicalZone(typed.zone);
  return (
    <Field id="zone" label="Your time zone" {...notes}>
      <select id="zone" name="zone" required {...(guess && { 'data-guess-zone': '' })} {...described('zone', notes)}>
        <option value="">Choose a city</option>
        {chosen !== undefined && !isListed(chosen) && (
          <option value={chosen} selected>
            {formatCity(chosen)}
          </option>
        )}
        {zoneRegions.map(({ region, zones }) => (
          <optgroup label={region}>
            {zones.map(({ zone, label, formerly }) => (
              <option value={zone} selected={chosen === zone} data-formerly={formerly}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

export function ReminderDaysField({ typed, errors }: { typed: Pick<ScheduleTyped, 'reminderDays'>; errors: Errors }) {
  const notes = {
    hint: `A short prompt to do the practice. None, or up to ${reminderDaysMax} days; the lesson day needs none.`,
    error: errors['reminderDays'],
  };
  return (
    <FieldGroup id="reminderDays" label="Reminders (if you like)" {...notes}>
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
