/** Who lives through the series in the demo, and what they do on the way. Nobody here is a real person. */
export interface Role {
  name: string;
  /** At SES's mailbox simulator, already the confirmation mail bounces or is complained about. */
  address: string;
  zone: string;
  lessonDay: number;
  sendTime: string;
  reminderDays: number[];
  /** What they do, so many days after they signed up. */
  does: { afterDays: number; act: Act }[];
}

export type Act =
  | 'leaves by the link in a mail'
  | 'leaves by the one-click of their mail program'
  | 'pauses for a week'
  | 'moves to Tokyo'
  | 'never confirms';

export const cast: Role[] = [
  {
    name: 'Ada',
    address: 'ada@example.org',
    zone: 'Europe/Berlin',
    lessonDay: 1,
    sendTime: '07:00',
    reminderDays: [3, 5],
    does: [],
  },
  {
    name: 'Bo',
    address: 'bo@example.org',
    zone: 'America/New_York',
    lessonDay: 2,
    sendTime: '18:30',
    reminderDays: [],
    does: [{ afterDays: 10, act: 'pauses for a week' }],
  },
  {
    name: 'Chandra',
    address: 'chandra@example.org',
    zone: 'Asia/Kathmandu',
    lessonDay: 3,
    sendTime: '06:15',
    reminderDays: [6],
    does: [{ afterDays: 12, act: 'moves to Tokyo' }],
  },
  {
    name: '',
    address: 'no-name@example.org',
    zone: 'Australia/Lord_Howe',
    lessonDay: 7,
    sendTime: '09:45',
    reminderDays: [],
    does: [{ afterDays: 16, act: 'leaves by the one-click of their mail program' }],
  },
  {
    name: 'Eve',
    address: 'eve@example.org',
    zone: 'America/Sao_Paulo',
    lessonDay: 5,
    sendTime: '12:00',
    reminderDays: [1],
    does: [{ afterDays: 20, act: 'leaves by the link in a mail' }],
  },
  {
    name: 'Fay',
    address: 'fay@example.org',
    zone: 'Europe/London',
    lessonDay: 4,
    sendTime: '20:00',
    reminderDays: [],
    does: [{ afterDays: 0, act: 'never confirms' }],
  },
  {
    name: 'Gil',
    address: 'bounce+gil@simulator.amazonses.com',
    zone: 'Europe/Madrid',
    lessonDay: 1,
    sendTime: '08:00',
    reminderDays: [],
    does: [{ afterDays: 0, act: 'never confirms' }],
  },
  {
    name: 'Hal',
    address: 'complaint+hal@simulator.amazonses.com',
    zone: 'Africa/Nairobi',
    lessonDay: 6,
    sendTime: '10:00',
    reminderDays: [],
    does: [{ afterDays: 0, act: 'never confirms' }],
  },
];
