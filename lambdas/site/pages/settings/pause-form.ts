import * as z from 'zod';
import { pauseDaysMax, pauseWeeks } from '../../../core/actions/changing.ts';
import type { Form } from '../../kit/forms.ts';

export interface PauseTyped {
  until: string;
  error?: string;
}

type WantedPause = { weeks: (typeof pauseWeeks)[number] } | { until: string };

const dateWanted = `Choose a day after today, up to ${pauseDaysMax} days ahead.`;

/** Reads how long a pause is wanted: a number of weeks by its button, or a date. */
export function readPause(form: Form): WantedPause | PauseTyped {
  const weeks = pauseWeeks.find((weeks) => String(weeks) === form.one('weeks'));
  if (weeks !== undefined) return { weeks };
  const until = form.one('until');
  // A date such as 31 February looks right and is none.
  return z.iso.date().safeParse(until).success ? { until } : { until, error: dateWanted };
}

/** What the page says when the core turned a date down. */
export function dateRefused(until: string): PauseTyped {
  return { until, error: dateWanted };
}
