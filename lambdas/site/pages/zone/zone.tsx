import { words } from '../../../content/words.ts';
import { changeZone } from '../../../core/actions/changing.ts';
import { localTimeAt } from '../../../core/time/calendar.ts';
import { links } from '../../../core/mail/links.ts';
import { Zone } from '../../../core/person/preferences.ts';
import { formatPlace, formatTime } from '../../kit/spoken.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Notice } from '../../kit/notice.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { ZoneField } from '../settings/schedule-fields.tsx';

const says = words.zone;

/** For those who travel: the course comes along to another time zone, at the same local time. */
export const zone = onPerson(links.zone, {
  scripts: ['zone'],
  read: active,
  take: {
    zone: async ({ form, link, deps }) => {
      const wanted = Zone.safeParse(form.one('zone'));
      if (!wanted.success) return { errors: { zone: words.fields.wrongZone } };
      return (await changeZone(link.id, wanted.data, deps)) && 'saved';
    },
  },
  undo: { zone: ({ before }) => ({ zone: before.preferences.zone }) },
  say: { saved: () => says.saved },
  view: ({ found: person, deps, at, sent, errors, said, undo }) => {
    const { zone, sendTime } = person.preferences;
    const content = (
      <Sheet heading={says.heading}>
        <Notice words={said} undo={undo} />
        <p>
          {says.now({
            time: formatTime(sendTime, zone),
            place: formatPlace(zone),
            now: formatTime(localTimeAt(deps.clock.now(), zone), zone),
          })}
        </p>
        <NextLesson person={person} deps={deps} />
        <form method="post" action={at} novalidate>
          {/* Left open, so that the script may fill in where the browser is. */}
          <ZoneField typed={{ zone: sent.zone?.one('zone') ?? '' }} errors={errors} guess />
          <button type="submit">{says.move}</button>
        </form>
      </Sheet>
    );
    return { title: says.title, content };
  },
});
