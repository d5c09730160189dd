import { words } from '../../../content/words.ts';
import { formatCity, formatDays, formatTime, halfDayNames } from '../../kit/spoken.ts';
import { canonicalZone } from '../../../core/time/zones.ts';
import type { Errors } from '../../kit/field.tsx';
import { LessonDayField, SendTimeField, ZoneField } from '../settings/schedule-fields.tsx';
import type { SignUpTyped } from './sign-up-form.ts';
import { weekdayIn } from '../../../core/actions/sign-up-input.ts';

const said = words.landing.when;
const fields = ['lessonDay', 'sendTime', 'zone'];

/**
 * When the lessons come, folded in one line. It is open as it comes from the server, so that a browser without script shows the fields; the script folds
 * it, unless something in it is wrong.
 */
export function When({ typed, errors }: { typed: SignUpTyped; errors: Errors }) {
  const isWrong = fields.some((name) => errors[name] !== undefined);
  return (
    <details
      class="when"
      open
      data-when={said.summary({ days: '{days}', time: '{time}', place: '{place}' })}
      data-city-time={said.cityTime({ city: '{city}' })}
      data-halves={halfDayNames().join('|')}
      {...(isWrong && { 'data-keep-open': '' })}
    >
      <summary>
        <span data-line="">{lineOf(typed)}</span> <span class="change">{said.change}</span>
      </summary>
      <div class="folded">
        <LessonDayField typed={typed} errors={errors} label={said.day} />
        <SendTimeField typed={typed} errors={errors} label={said.time} />
        <ZoneField typed={typed} errors={errors} guess label={said.zone} hint="" />
      </div>
    </details>
  );
}

function lineOf({ lessonDay, sendTime, zone }: SignUpTyped): string {
  const known = canonicalZone(zone);
  return said.summary({
    days: formatDays([weekdayIn(lessonDay)]),
    time: formatTime(sendTime, known ?? 'UTC'),
    place: known === undefined ? said.yourTime : said.cityTime({ city: formatCity(known) }),
  });
}
