import type { Crowd } from './lateness.ts';

/** How much is measured. */
export interface Sizes {
  name: 'quick' | 'full';
  sender: { rounds: number; mails: number; tutorialMails: number };
  counting: { crowds: number[] };
  planning: { sizes: number[]; repeats: number; ticks: number };
  /** Mails a second that SES allows, and mails that wait. Whole multiples of the four senders. */
  drain: { perSecond: number; mails: number }[];
  /** All due at once. */
  lateness: Crowd[];
  cold: { repeats: number };
  site: { repeats: number; requests: number };
  year: { people: number; weeks: number };
}

const lateness = [
  [14, 2],
  [50, 3],
  [100, 5],
  [200, 10],
  [500, 25],
  [1_000, 50],
  [1_000, 20],
].map(([perSecond, senders]) => ({ people: 10_000, perSecond: perSecond!, senders: senders! }));

export const quick: Sizes = {
  name: 'quick',
  sender: { rounds: 5, mails: 200, tutorialMails: 20 },
  counting: { crowds: [1, 10, 50] },
  planning: { sizes: [1_000, 10_000, 100_000, 1_000_000], repeats: 3, ticks: 96 },
  drain: [
    { perSecond: 10, mails: 40 },
    { perSecond: 25, mails: 100 },
    { perSecond: 50, mails: 200 },
  ],
  lateness,
  cold: { repeats: 5 },
  site: { repeats: 3, requests: 100 },
  year: { people: 800, weeks: 52 },
};

export const full: Sizes = {
  name: 'full',
  sender: { rounds: 15, mails: 400, tutorialMails: 40 },
  counting: { crowds: [1, 5, 10, 25, 50] },
  planning: { sizes: [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000], repeats: 7, ticks: 672 },
  drain: [
    { perSecond: 10, mails: 100 },
    { perSecond: 25, mails: 400 },
    { perSecond: 50, mails: 800 },
    { perSecond: 50, mails: 2_000 },
  ],
  lateness,
  cold: { repeats: 15 },
  site: { repeats: 9, requests: 300 },
  year: { people: 10_000, weeks: 52 },
};
