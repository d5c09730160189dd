import type { MailFields, Series } from '../../lambdas/core/course/series.ts';
import { coachingTexts } from '../../lambdas/core/course/coaching.ts';
import {
  exampleFields,
  exampleFirst,
  exampleLookBack,
  exampleOffers,
  exampleWeeks,
} from '../templates/example-fields.ts';

interface Sample {
  label: string;
  fields: MailFields;
}

/** Somebody about whom there is nothing special. */
export const plainSample: Sample = { label: 'a name', fields: exampleFields };

/** People for whom a mail of a series is easily made wrong. Nobody here is real. */
export const samplesOf = (series: Pick<Series, 'coaching' | 'merged'>): Record<string, Sample> => ({
  name: plainSample,
  none: { label: 'no name, nothing planned', fields: { ...exampleFields, firstName: '', nextLesson: '' } },
  long: {
    label: 'a long name',
    fields: { ...exampleFields, firstName: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh' },
  },
  first: {
    label: 'a first lesson: the signs, no check-in yet',
    fields: { ...exampleFields, ...exampleFirst },
  },
  ...Object.fromEntries(
    coachingTexts(series).map(({ rule, text, short, offers }, index, all) => [
      `${rule}-${index - all.findIndex((one) => one.rule === rule) + 1}`,
      {
        label: `answers: ${rule}, ${text.slice(0, 40)} …`,
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
  tried: { label: 'a practice before that is done once', fields: { ...exampleFields, tried: 'yes' } },
  weeks: { label: 'the chart of every fourth lesson', fields: { ...exampleFields, weeks: exampleWeeks } },
  'look-back': { label: 'then and now, with numbers', fields: { ...exampleFields, ...exampleLookBack } },
  'look-back-plain': {
    label: 'then and now, without numbers, where one may stop',
    fields: { ...exampleFields, lookBack: 'yes', halfway: '8' },
  },
  stopped: { label: 'the course was stopped half way', fields: { ...exampleFields, stopped: 'yes' } },
  rtl: { label: 'a name from right to left', fields: { ...exampleFields, firstName: 'عبد الرحمن' } },
});
