import type { Hono } from 'hono';
import { signingUpByApi } from './api/signing-up-by-api.ts';
import { assets } from './assets.ts';
import { limitedLinks, withinBudget } from './change-budget.tsx';
import { serving } from './serving.ts';
import type { SiteEnv } from './env.ts';
import { noticingZones } from './whereabouts.ts';
import { askingForLink } from './routes/asking-for-link.tsx';
import { answeringAReminder } from './routes/answering-a-reminder.tsx';
import { badDay } from './routes/bad-day.tsx';
import { calendars } from './routes/calendars.tsx';
import { changingSettings } from './routes/changing-settings.tsx';
import { checkingIn } from './routes/checking-in.tsx';
import { closingAnInbox } from './routes/closing-an-inbox.tsx';
import { confirming } from './routes/confirming.tsx';
import { healthData } from './routes/health-data.tsx';
import { help } from './routes/help.tsx';
import { keepingAPlan } from './routes/keeping-a-plan.tsx';
import { leavingByLink } from './routes/leaving.tsx';
import { ownData } from './routes/own-data.tsx';
import { privacy } from './routes/privacy.tsx';
import { readingALesson } from './routes/reading-a-lesson.tsx';
import { signingUp } from './routes/signing-up.tsx';
import { sources } from './routes/sources.tsx';
import { startingAgain } from './routes/starting-again.tsx';
import { steering } from './routes/steering.tsx';
import { takingBack } from './routes/taking-back.tsx';
import { travelling } from './routes/travelling.tsx';
import type { SiteWorld } from './world.ts';

const pages = [
  signingUp,
  confirming,
  takingBack,
  closingAnInbox,
  changingSettings,
  startingAgain,
  askingForLink,
  ownData,
  healthData,
  checkingIn,
  keepingAPlan,
  answeringAReminder,
  steering,
  travelling,
  calendars,
  badDay,
  readingALesson,
  help,
  sources,
  privacy,
];

/** The site: landing page, forms, and the pages behind the links in mails. */
export function site(world: SiteWorld): Hono<SiteEnv> {
  const add = (app: Hono<SiteEnv>) => {
    for (const link of limitedLinks) app.use(link.path, withinBudget(link));
    for (const routes of [assets, ...pages]) app.route('/', routes);
    // They have a function of their own. They are here too because a deployment changes functions and routes one by one.
    app.route('/', leavingByLink);
  };
  return serving(world, add, {
    addFirst: (app) => app.route('/', signingUpByApi),
    worldFor: (c) => ({ ...world, subscribers: noticingZones(world.subscribers, c) }),
  });
}
