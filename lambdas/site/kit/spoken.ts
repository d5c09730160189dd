import { pageLanguage } from '../../content/page-language.ts';
import * as wordings from '../../core/person/consent-wordings.ts';
import * as preferences from '../../core/person/preferences.ts';
import { datesIn, type DatesInWords } from '../../core/time/words.ts';

/** Dates, times and places in the language of the page that is being answered. */

const inWords = () => datesIn(pageLanguage());

export const weekdayName: DatesInWords['weekdayName'] = (day) => inWords().weekdayName(day);
export const shortWeekdayName: DatesInWords['shortWeekdayName'] = (day) => inWords().shortWeekdayName(day);
export const formatDays: DatesInWords['formatDays'] = (days, at) => inWords().formatDays(days, at);
export const formatCity: DatesInWords['formatCity'] = (zone) => inWords().formatCity(zone);
export const formatPlace: DatesInWords['formatPlace'] = (zone) => inWords().formatPlace(zone);
export const hasHalfDays: DatesInWords['hasHalfDays'] = (zone) => inWords().hasHalfDays(zone);
export const formatTime: DatesInWords['formatTime'] = (time, zone) => inWords().formatTime(time, zone);
export const formatPace: DatesInWords['formatPace'] = (weeks) => inWords().formatPace(weeks);
export const formatSlot: DatesInWords['formatSlot'] = (slot) => inWords().formatSlot(slot);
export const formatDay: DatesInWords['formatDay'] = (date) => inWords().formatDay(date);
export const formatShortDay: DatesInWords['formatShortDay'] = (date) => inWords().formatShortDay(date);
export const formatDate: DatesInWords['formatDate'] = (date) => inWords().formatDate(date);
export const formatFullDate: DatesInWords['formatFullDate'] = (date) => inWords().formatFullDate(date);
export const formatLongDate: DatesInWords['formatLongDate'] = (date) => inWords().formatLongDate(date);
export const formatInstant: DatesInWords['formatInstant'] = (instant) => inWords().formatInstant(instant);

/** " am" and " pm", as they stand behind a clock time. */
export const halfDayNames = () => inWords().halfDayNames;

/** When lessons come; see the core. */
export const formatSchedule = (of: preferences.Preferences, weeksBetween?: number) =>
  preferences.formatSchedule(of, pageLanguage(), weeksBetween);

/** When reminders come; see the core. */
export const formatReminders = (of: Parameters<typeof preferences.formatReminders>[0]) =>
  preferences.formatReminders(of, pageLanguage());

/** What people agree to on our pages; see the core. */
export const presentWording = (purpose: wordings.ConsentPurpose) => wordings.presentWording(purpose, pageLanguage());
