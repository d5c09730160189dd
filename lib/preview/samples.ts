import type { MailFields } from '../../lambdas/core/series.ts';
import { coachingTexts } from '../../lambdas/core/coaching.ts';
import { exampleFields } from '../templates/example-fields.ts';

/** People for whom a mail is easily made wrong. Nobody here is real. */
export const samples: Record<string, { label: string; fields: MailFields }> = {
  name: { label: 'a name', fields: exampleFields },
  none: { label: 'no name, nothing planned', fields: { ...exampleFields, firstName: '', nextLesson: '' } },
  long: {
    label: 'a long name',
    fields: { ...exampleFields, firstName: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh' },
  },
  first: {
    label: 'the first lesson: no check-in yet',
    fields: { ...exampleFields, link: { ...exampleFields.link, checkIn: '' } },
  },
  ...Object.fromEntries(
    coachingTexts.map(({ rule, text }) => [
      rule,
      { label: `check-in: ${rule}`, fields: { ...exampleFields, coach: text } },
    ]),
  ),
  rtl: { label: 'a name from right to left', fields: { ...exampleFields, firstName: 'عبد الرحمن' } },
};
