import type { MailFields } from '../../lambdas/core/course/series.ts';
import { coachingTexts } from '../../lambdas/core/course/coaching.ts';
import { exampleFields, exampleOffers, exampleWeeks } from '../templates/example-fields.ts';

/** People for whom a mail is easily made wrong. Nobody here is real. */
export const samples: Record<string, { label: string; fields: MailFields }> = {
  name: { label: 'a name', fields: exampleFields },
  none: { label: 'no name, nothing planned', fields: { ...exampleFields, firstName: '', nextLesson: '' } },
  long: {
    label: 'a long name',
    fields: { ...exampleFields, firstName: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh' },
  },
  first: {
    label: 'a first lesson: the signs, no check-in yet',
    fields: { ...exampleFields, first: 'yes', link: { ...exampleFields.link, checkIn: '' } },
  },
  ...Object.fromEntries(
    coachingTexts.map(({ rule, text, short, offers }) => [
      rule,
      {
        label: `answers: ${rule}`,
        fields: {
          ...exampleFields,
          coach: text,
          offers: offers === undefined ? [] : exampleOffers,
          shortFirst: short === undefined ? '' : 'yes',
          shortOnly: short === 'only' ? 'yes' : '',
        },
      },
    ]),
  ),
  last: {
    label: 'nothing comes after it',
    fields: { ...exampleFields, nextLesson: '', next: { title: '', promise: '' }, last: 'yes', branchEnds: 'A branch' },
  },
  offer: {
    label: 'a branch is offered',
    fields: { ...exampleFields, branchOffers: [{ choice: 'I sit for most of the day', promise: 'More ways to sit.' }] },
  },
  whole: { label: 'the page of the lesson, for anybody', fields: { ...exampleFields, whole: 'yes' } },
  plan: {
    label: 'a plan of their own',
    fields: { ...exampleFields, plan: 'When the kettle is on, I will let six breaths flow out.' },
  },
  weeks: { label: 'the chart of every fourth lesson', fields: { ...exampleFields, weeks: exampleWeeks } },
  rtl: { label: 'a name from right to left', fields: { ...exampleFields, firstName: 'عبد الرحمن' } },
};
