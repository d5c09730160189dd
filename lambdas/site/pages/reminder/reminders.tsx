import { words } from '../../../content/words.ts';
import { changeReminders } from '../../../core/actions/changing.ts';
import { links } from '../../../core/mail/links.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Notice } from '../../kit/notice.tsx';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { ReminderDaysField, ReminderTimeField } from '../settings/schedule-fields.tsx';
import { readReminders } from '../settings/schedule-form.ts';

const says = words.reminders;

/** To change or stop reminders, by the link of each. */
export const reminders = onPerson(links.reminders, {
  read: active,
  take: {
    reminders: async ({ form, link, deps }) => {
      if (form.one('stop') === 'yes') return (await changeReminders(link.id, { reminderDays: [] }, deps)) && 'stopped';
      const reading = readReminders(form);
      if ('errors' in reading) return reading;
      const saved = await changeReminders(link.id, reading.reminders, deps);
      return saved && (reading.reminders.reminderDays.length === 0 ? 'stopped' : 'saved');
    },
  },
  undo: {
    reminders: ({ before: { preferences } }) => ({
      reminderDays: preferences.reminderDays.map(String),
      reminderTime: preferences.reminderTime ?? '',
    }),
  },
  say: { saved: () => says.saved, stopped: () => says.stopped },
  view: ({ found: { preferences }, at, sent, errors, said, undo }) => {
    const reminderDays = sent.reminders?.many('reminderDays') ?? preferences.reminderDays.map(String);
    const reminderTime = sent.reminders?.one('reminderTime') ?? preferences.reminderTime ?? '';
    const content = (
      <Sheet heading={says.title}>
        <Notice words={said} undo={undo} />
        <form method="post" action={at} novalidate>
          <ReminderDaysField typed={{ reminderDays }} errors={errors} />
          <ReminderTimeField typed={{ reminderTime, zone: preferences.zone }} errors={errors} />
          <button type="submit">{says.save}</button>
        </form>
        {preferences.reminderDays.length > 0 && (
          <Press at={at} name="stop" value="yes" quiet>
            {says.stop}
          </Press>
        )}
      </Sheet>
    );
    return { title: says.title, content };
  },
});
