import { Hono } from 'hono';
import { methodNotAllowed as byMethod } from 'hono/method-not-allowed';
import { signingUpByApi } from './api/signing-up-by-api.ts';
import { assets } from './assets.ts';
import type { SiteEnv } from './env.ts';
import { methodNotAllowed, notFound, wentWrong } from './problems.tsx';
import { askingForLink } from './routes/asking-for-link.tsx';
import { answeringAReminder } from './routes/answering-a-reminder.tsx';
import { badDay } from './routes/bad-day.tsx';
import { calendars } from './routes/calendars.tsx';
import { changingSettings } from './routes/changing-settings.tsx';
import { checkingIn } from './routes/checking-in.tsx';
import { confirming } from './routes/confirming.tsx';
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
import { securityHeaders } from './security-headers.ts';
import type { SiteWorld } from './world.ts';

const pages = [
  signingUp,
  confirming,
  takingBack,
  leavingByLink,
  changingSettings,
  startingAgain,
  askingForLink,
  ownData,
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
  const app = new Hono<SiteEnv>();
  app.use(async (c, next) => {
    c.set('world', world);
    await next();
  });
  app.use(securityHeaders);
  app.route('/', signingUpByApi);
  app.use(byMethod({ app, onMethodNotAllowed: methodNotAllowed }));
  for (const routes of [assets, ...pages]) app.route('/', routes);
  app.notFound(notFound);
  app.onError(wentWrong);
  return app;
}
