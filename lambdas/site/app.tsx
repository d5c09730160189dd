import type { Hono } from 'hono';
import { signingUpByApi } from './api/signing-up-by-api.ts';
import { assets } from './kit/assets.ts';
import { limitedLinks, withinBudget } from './kit/change-budget.tsx';
import { serving } from './kit/serving.ts';
import type { SiteEnv } from './kit/env.ts';
import { spokenLibrary } from './kit/language.ts';
import { noticingZones } from './kit/whereabouts.ts';
import { privacy } from './pages/about/privacy.tsx';
import { sources } from './pages/about/sources.tsx';
import { calendarFiles } from './pages/calendar/calendar-files.ts';
import { calendar } from './pages/calendar/calendar.tsx';
import { checkIn } from './pages/check-in/check-in.tsx';
import { healthData } from './pages/check-in/health-data.tsx';
import { progress } from './pages/check-in/progress.tsx';
import { start } from './pages/check-in/start.tsx';
import { course } from './pages/course/course.tsx';
import { halfway } from './pages/course/halfway.tsx';
import { ownLessons } from './pages/course/own-lessons.tsx';
import { readingALesson } from './pages/course/reading-a-lesson.tsx';
import { badDay, ownBadDay } from './pages/help/bad-day.tsx';
import { help } from './pages/help/help.tsx';
import { again } from './pages/unsubscribe/again.tsx';
import { leaving } from './pages/unsubscribe/unsubscribe.tsx';
import { takeBack } from './pages/unsubscribe/take-back.tsx';
import { undo } from './pages/unsubscribe/undo.tsx';
import { askForLink } from './pages/link/ask-for-link.tsx';
import { erase } from './pages/own-data/erase.tsx';
import { download, ownData } from './pages/own-data/own-data.tsx';
import { ownPractise, practise } from './pages/practice/practise.tsx';
import { sheet } from './pages/practice/sheet.tsx';
import { plan } from './pages/plan/plan.tsx';
import { didIt } from './pages/reminder/did-it.tsx';
import { reminders } from './pages/reminder/reminders.tsx';
import { settings } from './pages/settings/settings.tsx';
import { closeInbox } from './pages/sign-up/close-inbox.tsx';
import { confirm, move } from './pages/sign-up/confirm.tsx';
import { signingUp } from './pages/sign-up/signing-up.tsx';
import { zone } from './pages/zone/zone.tsx';
import type { SiteDeps } from './kit/deps.ts';

const pages = [
  signingUp,
  confirm,
  move,
  takeBack,
  closeInbox,
  settings,
  again,
  askForLink,
  ownData,
  download,
  erase,
  healthData,
  checkIn,
  progress,
  start,
  halfway,
  plan,
  didIt,
  reminders,
  course,
  zone,
  calendar,
  calendarFiles,
  badDay,
  ownBadDay,
  ownLessons,
  readingALesson,
  practise,
  ownPractise,
  sheet,
  help,
  sources,
  privacy,
];

/** The site: landing page, forms, and the pages behind the links in mails. */
export function site(deps: SiteDeps): Hono<SiteEnv> {
  const add = (app: Hono<SiteEnv>) => {
    for (const link of limitedLinks) app.use(link.path, withinBudget(link));
    for (const routes of [assets, ...pages]) app.route('/', routes);
    // They have a function of their own. They are here too because a deployment changes functions and routes one by one.
    app.route('/', leaving).route('/', undo);
  };
  return serving(deps, add, {
    addFirst: (app) => app.route('/', signingUpByApi),
    worldFor: (c) => ({ ...deps, series: spokenLibrary(deps.series), subscribers: noticingZones(deps.subscribers, c) }),
  });
}
