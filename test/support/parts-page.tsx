import { Hono } from 'hono';
import { assets } from '../../lambdas/site/kit/assets.ts';
import { Settled, Submit } from '../../lambdas/site/kit/button.tsx';
import type { SiteEnv } from '../../lambdas/site/kit/env.ts';
import { described, ErrorSummary, Field } from '../../lambdas/site/kit/field.tsx';
import { Fold, Task } from '../../lambdas/site/kit/fold.tsx';
import { Bookmark } from '../../lambdas/site/kit/icons.tsx';
import { Notice } from '../../lambdas/site/kit/notice.tsx';
import { respond } from '../../lambdas/site/kit/respond.tsx';
import { ScoreField } from '../../lambdas/site/kit/score-field.tsx';
import { LinkRow, Tabs } from '../../lambdas/site/kit/tabs.tsx';
import { WeekDays, type WeekDay } from '../../lambdas/site/kit/week-days.tsx';

const tabs = ['Course', 'Lessons', 'Weeks', 'Settings'].map((name) => ({ name, href: '#content' }));
const links = [
  { name: 'Read the whole lesson', href: '#content' },
  { name: 'A bad day? Three minutes', href: '#content' },
];
const days: WeekDay[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  state: weekday > 4 ? 'to-come' : weekday % 2 === 0 ? 'nothing' : 'did',
  isToday: weekday === 4,
}));
const error = 'Please look at the end: did you mean anna@gmail.com?';

/** Every part that pages share, in each of its states. */
export const partsPage = (
  <div class="narrow">
    <h1>Parts and their states</h1>
    <Notice words="Paused until 4 January" undo={{ at: '#' }} />
    <ErrorSummary errors={{ email: error }} />
    <section class="sheet" aria-labelledby="buttons">
      <h2 id="buttons">Buttons</h2>
      <form class="buttons">
        <Submit busy="Sending …">Send me the first lesson</Submit>
        <Submit look="quiet">Read aloud</Submit>
        <Submit look="plain">Undo</Submit>
        <button type="submit" aria-busy="true">
          Sending …
        </button>
        <Settled>Noted for today</Settled>
        <button type="button" class="keep" aria-pressed="false">
          <Bookmark filled={false} />
          Keep
        </button>
        <button type="button" class="keep" aria-pressed="true">
          <Bookmark filled />
          Kept
        </button>
      </form>
      <form class="answers">
        <Submit look="answer">After breakfast</Submit>
        <Submit look="answer">Before I go to bed</Submit>
      </form>
      <Submit big wide>
        I did it
      </Submit>
    </section>
    <section class="sheet" aria-labelledby="fields">
      <h2 id="fields">Fields</h2>
      <Field id="email" label="Your email address" error={error}>
        <input id="email" name="email" type="email" value="anna@gmial.com" {...described('email', { error })} />
      </Field>
      <ScoreField id="stress" label="Stress in the last week" typed="5" none="none" most="the worst" />
    </section>
    <div class="tasks">
      <Task id="pause" name="Take a break" value="Not paused" open>
        <p>Nothing comes until then.</p>
      </Task>
      <Task id="day" name="Day and time" value="Mondays at 7:00, London">
        <p>…</p>
      </Task>
    </div>
    <Fold summary="Why it may help" open>
      <p>In 12 studies with 785 adults, people who practised slow breathing felt less stressed.</p>
    </Fold>
    <WeekDays days={days} />
    <p>
      <span class="chip">Active</span> <span class="chip paused">Paused until 4 January</span>
    </p>
    <section class="practice" aria-labelledby="practice">
      <h2 id="practice">One minute</h2>
      <ol class="steps">
        <li>Let your shoulders drop.</li>
        <li>Breathe in through your nose, as far as is easy.</li>
      </ol>
    </section>
    <section class="care" aria-labelledby="care">
      <h2 id="care">Go gently</h2>
      <p>
        Stop if you feel dizzy. <a href="#content">When to get help</a> <span class="hint">Checked in March.</span>
      </p>
    </section>
    <table class="blocks">
      <thead>
        <tr>
          <th scope="col">Week</th>
          <th scope="col">Stress</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Week to 20 December</th>
          <td data-label="Stress">5</td>
        </tr>
      </tbody>
    </table>
    <LinkRow to={links} />
  </div>
);

/** Adds the page to a site, at `/parts`. */
export function partsSite(deps: SiteEnv['Variables']['deps']): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .use(async (c, next) => {
      c.set('deps', deps);
      await next();
    })
    .route('/', assets)
    .get('/parts', (c) => {
      c.set('scripts', ['busy']);
      return respond(c, {
        title: 'Parts',
        tabs: <Tabs label="Your course" tabs={tabs} current="Settings" />,
        content: partsPage,
      });
    });
}
