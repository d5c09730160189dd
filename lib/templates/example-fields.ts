import type { MailFields } from '../../lambdas/core/series.ts';

/** What mails merge in pictures and tests. Nobody here is a real person. */
export const exampleFields: MailFields = {
  firstName: 'Ann',
  schedule: 'Mondays at 07:00, Europe/Berlin time',
  nextLesson: 'Monday 30 November at 07:00',
  coach: '',
  sender: { name: 'Weekwise', postalAddress: '1 Example Street, 12345 Exampletown' },
  link: {
    home: 'https://weekwise.example/',
    confirm: 'https://weekwise.example/confirm/x',
    preferences: 'https://weekwise.example/settings/x',
    unsubscribe: 'https://weekwise.example/unsubscribe/x',
    help: 'https://weekwise.example/help',
    sources: 'https://weekwise.example/sources',
    checkIn: 'https://weekwise.example/check-in/x',
    progress: 'https://weekwise.example/progress/x',
    badDay: 'https://weekwise.example/bad-day',
    again: 'https://weekwise.example/again/x',
  },
};
