import type { Hono } from 'hono';
import { signingUpByApi } from './api/signing-up-by-api.ts';
import { assets } from './kit/assets.ts';
import { limitedLinks, withinBudget } from './kit/change-budget.tsx';
import { serving } from './kit/serving.ts';
import type { SiteEnv } from './kit/env.ts';
import { noticingZones } from './kit/whereabouts.ts';
import { askingForLink } from './pages/link/asking-for-link.tsx';
import { answeringAReminder } from './pages/reminder/answering-a-reminder.tsx';
import { badDay } from './pages/help/bad-day.tsx';
import { calendars } from './pages/calendar/calendars.tsx';
import { changingSettings } from './pages/settings/changing-settings.tsx';
import { checkingIn } from './pages/check-in/checking-in.tsx';
import { closingAnInbox } from './pages/sign-up/closing-an-inbox.tsx';
import { confirming } from './pages/sign-up/confirming.tsx';
import { healthData } from './pages/check-in/health-data.tsx';
import { help } from './pages/help/help.tsx';
import { keepingAPlan } from './pages/plan/keeping-a-plan.tsx';
import { leavingByLink } from './pages/leaving/leaving.tsx';
import { ownData } from './pages/own-data/own-data.tsx';
import { privacy } from './pages/about/privacy.tsx';
import { readingALesson } from './pages/course/reading-a-lesson.tsx';
import { signingUp } from './pages/sign-up/signing-up.tsx';
import { sources } from './pages/about/sources.tsx';
import { startingAgain } from './pages/leaving/starting-again.tsx';
import { steering } from './pages/course/steering.tsx';
import { takingBack } from './pages/leaving/taking-back.tsx';
import { travelling } from './pages/zone/travelling.tsx';
import type { SiteWorld } from './kit/world.ts';

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
