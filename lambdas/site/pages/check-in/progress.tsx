import { words } from '../../../content/words.ts';
import { goalMax, keepGoal } from '../../../core/actions/goal.ts';
import { notPractised, practised } from '../../../core/actions/practising.ts';
import { lastDayOf, lessonAskedAbout } from '../../../core/course/asked-about.ts';
import { latestLesson } from '../../../core/course/course.ts';
import { practiceWeek } from '../../../core/course/practice-week.ts';
import { practiceWords } from '../../../core/course/practice-words.ts';
import { type Trend, trendOf } from '../../../core/course/progress.ts';
import { together } from '../../../core/kit/parallel.ts';
import { hrefIn, links, type Links } from '../../../core/mail/links.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { typedText } from '../../../core/person/typed-text.ts';
import { weekOf, localDateAt } from '../../../core/time/calendar.ts';
import { formatDay } from '../../../core/time/words.ts';
import { Settled, Submit } from '../../kit/button.tsx';
import { ConsentField, described, ErrorSummary, Field } from '../../kit/field.tsx';
import { Fold } from '../../kit/fold.tsx';
import { Notice } from '../../kit/notice.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { LinkRow } from '../../kit/tabs.tsx';
import { WeekDays } from '../../kit/week-days.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { isCut, ScoreChart } from './score-chart.tsx';

const says = words.progress;

type Done = 'noted' | 'undone' | 'saved' | false;

const GoalText = typedText(goalMax, { lines: 'one' });

/** What somebody did and said so far. Nothing here compares people, and nothing is ever reset. */
export const progress = onPerson(links.progress, {
  read: async (visit) => {
    const [person, checkIns] = await together([subscribed(visit), visit.deps.diary.all(visit.link.id)]);
    return person instanceof Response ? person : { person, checkIns };
  },
  take: {
    didItToday: async ({ link, deps }): Promise<Done> => (await practised(link.id, 0, deps)) && 'noted',
    notToday: async ({ form, link, deps }) => (await notPractised(link.id, form.one('day'), deps)) && 'undone',
    goal: async ({ form, link, deps }) => {
      const reading = GoalText.safeParse(form.one('goal'));
      if (!reading.success) return { errors: { goal: reading.error.issues[0]!.message } };
      const agreement = { textVersion: presentWording('health').version, source: 'progress-page' };
      const ticked = form.one('health') === 'yes';
      const outcome = await keepGoal(link.id, reading.data, deps, ticked ? agreement : undefined);
      if (outcome === 'not-agreed') return { errors: { health: says.goal.notAgreed } };
      return outcome === 'kept' && 'saved';
    },
  },
  say: { noted: says.week.noted, undone: says.week.undone, saved: says.goal.saved },
  view: (shown) => ({
    title: says.title,
    tabs: <OwnTabs link={shown.link} current="progress" />,
    content: <Progress {...shown} />,
  }),
});

type ProgressShown = SiteShown<Links['progress'], { person: Person; checkIns: readonly CheckIn[] }>;

function Progress(shown: ProgressShown) {
  const { found, deps, link, done, said, errors } = shown;
  const { person, checkIns } = found;
  const today = localDateAt(deps.clock.now(), person.preferences.zone);
  const undo = done === 'noted' ? { at: onward(link, links.notToday), name: 'day', value: today } : undefined;
  const hasBadDay = deps.series.of(person).pages.badDay !== undefined;
  const isScored = checkIns.some(({ stress, pain }) => stress !== undefined || pain !== undefined);
  return (
    <div class="broad">
      <div class="intro">
        <Notice words={said} undo={undo} />
        <h1>{says.title}</h1>
        {person.goal !== undefined && <p class="goal">{says.goal.line({ goal: person.goal })}</p>}
        <ErrorSummary errors={errors} />
        <GoalForm {...shown} />
      </div>
      <div class="columns">
        <ThisWeek {...shown} />
        {isScored && <Numbers checkIns={checkIns} />}
      </div>
      <section class="sheet" aria-labelledby="weeks">
        <h2 id="weeks">{says.weeks.heading}</h2>
        {checkIns.length === 0 ? (
          <p>{person.status === 'active' ? says.weeks.none : says.weeks.noneEver}</p>
        ) : (
          <Weeks {...shown} />
        )}
      </section>
      <LinkRow
        to={[
          { name: says.lessons, href: onward(link, links.lessons) },
          ...(hasBadDay ? [{ name: says.badDay, href: mint(link, links.ownBadDay, deps) }] : []),
          { name: says.inEmails, href: `${onward(link, links.settings)}#mails` },
        ]}
      />
    </div>
  );
}

/** What they do it for, in their own words. */
function GoalForm({ found: { person }, link, sent, errors }: ProgressShown) {
  const notes = { hint: says.goal.hint, error: errors['goal'] };
  const summary = person.goal === undefined ? says.goal.add : says.goal.change;
  return (
    <Fold summary={summary} open={errors['goal'] !== undefined || errors['health'] !== undefined}>
      <form method="post" action={onward(link, links.goal)} novalidate>
        <Field id="goal" label={says.goal.label} {...notes}>
          <input
            id="goal"
            name="goal"
            type="text"
            maxlength={goalMax}
            value={sent.goal?.one('goal') ?? person.goal ?? ''}
            {...described('goal', notes)}
          />
        </Field>
        {person.healthConsent === undefined && (
          <ConsentField
            id="health"
            wording={presentWording('health').text}
            hint={says.goal.consentHint}
            ticked={sent.goal?.one('health') === 'yes'}
            error={errors['health']}
          />
        )}
        <Submit look="quiet">{says.goal.save}</Submit>
      </form>
    </Fold>
  );
}

function ThisWeek({ found: { person }, deps, link }: ProgressShown) {
  const days = practiceWeek(person, deps.clock.now());
  const latest = latestLesson(deps.series.of(person), person.sent);
  const did = days.filter(({ state }) => state === 'did').length;
  const isNoted = days.some(({ state, isToday }) => isToday && state === 'did');
  return (
    <section class="sheet" aria-labelledby="now">
      <h2 id="now">{says.week.heading({ days: did })}</h2>
      <WeekDays days={days} />
      {latest !== undefined && (
        <p>
          <a href={mint(link, links.ownPractise, deps, { lesson: latest.id })}>{says.week.practice}</a>
        </p>
      )}
      {isNoted ? (
        <p>
          <Settled>{says.week.didAlready}</Settled>
        </p>
      ) : (
        <form method="post" action={onward(link, links.didItToday)}>
          <Submit>{says.week.did}</Submit>
        </form>
      )}
      {person.preferences.reminderDays.length > 0 && <p class="small muted">{says.week.enough}</p>}
    </section>
  );
}

function Numbers({ checkIns }: { checkIns: readonly CheckIn[] }) {
  const trend = trendInWords(trendOf(checkIns));
  return (
    <section class="sheet" aria-labelledby="numbers">
      <h2 id="numbers">{says.numbers.heading}</h2>
      <div class="charts">
        <ScoreChart checkIns={checkIns} score="stress" />
        <ScoreChart checkIns={checkIns} score="pain" />
      </div>
      {isCut(checkIns) && <p class="small muted">{says.numbers.left}</p>}
      {trend !== undefined && <p>{trend}</p>}
      <p class="small muted">{says.numbers.about}</p>
    </section>
  );
}

/** One sentence; undefined where there is nothing to say. */
function trendInWords({ stress, pain }: Trend): string | undefined {
  const { one, both, two } = says.numbers;
  if (stress === undefined && pain === undefined) return undefined;
  if (pain === undefined) return one({ score: 'stress', is: stress! });
  if (stress === undefined) return one({ score: 'pain', is: pain });
  return stress === pain ? both({ is: stress }) : two({ stress, pain });
}

/** The same as the charts, with what was practised and written. What somebody wrote stands in its week, and no sentence on a trend beside it. */
function Weeks({ found: { person, checkIns }, deps, link }: ProgressShown) {
  const series = deps.series.of(person);
  const thisWeek = weekOf(localDateAt(deps.clock.now(), person.preferences.zone));
  const newestFirst = checkIns.map((said, index) => ({ said, isStart: index === 0 })).toReversed();
  return (
    <table class="blocks weeks">
      <thead>
        <tr>
          <th scope="col">{says.weeks.week}</th>
          <th scope="col">{says.weeks.practice}</th>
          <th scope="col">{says.numbers.stress}</th>
          <th scope="col">{says.numbers.pain}</th>
          <th scope="col">{says.weeks.note}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ said, isStart }) => {
          const lesson = lessonAskedAbout(person, series, said.at);
          const date = formatDay(lastDayOf(said));
          return (
            <tr>
              <th scope="row">
                {isStart ? says.weeks.start({ date }) : says.weeks.to({ date })}{' '}
                {said.week === thisWeek && <a href={mint(link, links.checkIn, deps)}>{says.weeks.change}</a>}
              </th>
              <td>
                {practiceWords(said)}
                {lesson !== undefined && (
                  <>
                    {' · '}
                    <a href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>{lesson.title}</a>
                  </>
                )}
              </td>
              <td data-label={says.numbers.stress}>{said.stress}</td>
              <td data-label={says.numbers.pain}>{said.pain}</td>
              <td class="own">{said.note}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
