import { perLanguage, words } from '../../../content/words.ts';
import { keepStart } from '../../../core/actions/start.ts';
import { notPractised, practised } from '../../../core/actions/practising.ts';
import { lastDayOf, lessonAskedAbout } from '../../../core/course/asked-about.ts';
import { latestLesson } from '../../../core/course/course.ts';
import { practiceWeek } from '../../../core/course/practice-week.ts';
import { isHard, thenAndNow, type Trend, trendOf } from '../../../core/course/progress.ts';
import { together } from '../../../core/kit/parallel.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { weekOf, localDateAt } from '../../../core/time/calendar.ts';
import { agreementIn } from '../../kit/agreement.ts';
import { formatDay, presentWording } from '../../kit/spoken.ts';
import { Settled, Submit } from '../../kit/button.tsx';
import { ConsentField, ErrorSummary } from '../../kit/field.tsx';
import { Fold } from '../../kit/fold.tsx';
import { Notice } from '../../kit/notice.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { LinkRow } from '../../kit/tabs.tsx';
import { WeekDays } from '../../kit/week-days.tsx';
import { refusalWords } from '../../kit/refusals.ts';
import { subscribed } from '../unsubscribe/standing.tsx';
import { GoalField, GoalText } from './goal-field.tsx';
import { isCut, ScoreChart } from './score-chart.tsx';

const says = words.progress;

type Done = 'noted' | 'undone' | 'saved' | false;

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
      if (!reading.success) return { errors: { goal: refusalWords(reading.error.issues[0]!) } };
      const agreement = agreementIn(form, 'progress-page');
      const outcome = await keepStart(link.id, { goal: reading.data }, deps, agreement);
      if (outcome === 'not-agreed') return { errors: { health: says.goal.notAgreed } };
      return outcome === 'kept' && 'saved';
    },
  },
  say: { noted: () => says.week.noted, undone: () => says.week.undone, saved: () => says.goal.saved },
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
  const numbers = person.start === undefined ? checkIns : [person.start, ...checkIns];
  const isScored = numbers.some(({ stress, pain }) => stress !== undefined || pain !== undefined);
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
        {isScored && <Numbers {...shown} />}
      </div>
      <LookBack {...shown} />
      <section class="sheet" aria-labelledby="weeks">
        <h2 id="weeks">{says.weeks.heading}</h2>
        {checkIns.length === 0 && person.start === undefined ? (
          <p>{person.status === 'active' ? says.weeks.none : says.weeks.noneEver}</p>
        ) : (
          <Weeks {...shown} />
        )}
      </section>
      <LinkRow
        to={[
          ...(person.start !== undefined || !isScored
            ? [
                {
                  name: person.start === undefined ? says.start.add : says.start.change,
                  href: onward(link, links.start),
                },
              ]
            : []),
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
  const summary = person.goal === undefined ? says.goal.add : says.goal.change;
  return (
    <Fold summary={summary} open={errors['goal'] !== undefined || errors['health'] !== undefined}>
      <form method="post" action={onward(link, links.goal)} novalidate>
        <GoalField typed={sent.goal?.one('goal') ?? person.goal ?? ''} error={errors['goal']} />
        {person.healthConsent === undefined && (
          <ConsentField
            id="health"
            wording={presentWording('health')}
            hint={says.goal.consentHint}
            sent={sent.goal?.one('health') ?? ''}
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

/** Every number at the start and now. Nothing is judged, and after a hard week nothing is compared. */
function LookBack({ found: { person, checkIns } }: ProgressShown) {
  const measures = isHard(checkIns) ? [] : thenAndNow(checkIns, person.start);
  if (measures.length === 0) return <></>;
  return (
    <section class="sheet" aria-labelledby="look-back">
      <h2 id="look-back">{says.lookBack.heading}</h2>
      <ul>
        {measures.map(({ measure, was, now }) => (
          <li>
            {says.lookBack[measure]({
              was: String(was.value),
              since: formatDay(was.to),
              now: String(now.value),
              to: formatDay(now.to),
            })}
          </li>
        ))}
      </ul>
      <p class="small muted">{says.lookBack.reasons}</p>
    </section>
  );
}

/** What somebody answered about practice. */
function practiceWords({ days, tried }: Pick<CheckIn, 'days' | 'tried'>): string {
  return tried === undefined ? onDays[days] : once[tried];
}

const { practised: answered } = says.weeks;
const onDays = perLanguage(() => ({
  '0': answered.none,
  '1-2': answered.few,
  '3-4': answered.some,
  '5-7': answered.most,
}));
const once = perLanguage(() => ({ yes: answered.tried, 'a-bit': answered.aBit, 'not-yet': answered.notYet }));

function Numbers({ found: { person, checkIns } }: ProgressShown) {
  const { start } = person;
  const trend = trendInWords(trendOf(checkIns, start));
  return (
    <section class="sheet" aria-labelledby="numbers">
      <h2 id="numbers">{says.numbers.heading}</h2>
      <div class="charts">
        <ScoreChart checkIns={checkIns} start={start} score="stress" />
        <ScoreChart checkIns={checkIns} start={start} score="pain" />
      </div>
      {isCut(checkIns, start) && <p class="small muted">{says.numbers.left}</p>}
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
  const newestFirst = checkIns
    .map((said, index) => ({ said, isStart: index === 0 && person.start === undefined }))
    .toReversed();
  return (
    <table class="blocks own-weeks">
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
        {person.start !== undefined && (
          <tr>
            <th scope="row">{says.weeks.start({ date: formatDay(person.start.to) })}</th>
            <td />
            <td data-label={says.numbers.stress}>{person.start.stress}</td>
            <td data-label={says.numbers.pain}>{person.start.pain}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
