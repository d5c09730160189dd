import type { MailFields } from './series.ts';

/** What a mail merges when it is about nobody in particular: pages that everybody may open, and nothing else. */
export function fieldsForAnybody({
  sender,
  siteUrl,
}: {
  sender: Pick<MailFields['sender'], 'name' | 'postalAddress'>;
  siteUrl: string;
}): MailFields {
  return {
    firstName: '',
    schedule: '',
    nextLesson: '',
    coach: '',
    shortFirst: '',
    shortOnly: '',
    plan: '',
    weeks: [],
    sender: { name: sender.name, postalAddress: sender.postalAddress },
    link: {
      home: `${siteUrl}/`,
      help: `${siteUrl}/help`,
      sources: `${siteUrl}/sources`,
      badDay: `${siteUrl}/bad-day`,
      confirm: '',
      checkIn: '',
      plan: '',
      course: '',
      web: '',
      done: '',
      reminders: '',
      zone: '',
      progress: '',
      preferences: '',
      unsubscribe: '',
      again: '',
    },
  };
}
