import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { keepLesson } from '../../../core/actions/practising.ts';
import { lessonsHad, lessonsToCome, type OwnLesson } from '../../../core/course/own-lessons.ts';
import type { Series } from '../../../core/course/series.ts';
import { together } from '../../../core/kit/parallel.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { mint, onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { formatDay } from '../../kit/spoken.ts';
import { Fold } from '../../kit/fold.tsx';
import { Bookmark } from '../../kit/icons.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { Intro } from '../../kit/sheet.tsx';
import { LinkRow } from '../../kit/tabs.tsx';
import { subscribed } from '../unsubscribe/standing.tsx';
import { formatNextLesson } from './next-lesson.tsx';

const said = words.lessons;

/**
 * Every lesson that somebody has had, with what they wrote about it. Their lines are what they told of their health, so it takes a link that may show
 * their weeks, and not one that only answers an email.
 */
export const ownLessons = onPerson(links.lessons, {
  scripts: ['lessons'],
  read: async (visit) => {
    const [person, checkIns] = await together([subscribed(visit), visit.deps.diary.all(visit.link.id)]);
    if (person instanceof Response) return person;
    const series = visit.deps.series.of(person);
    return { person, series, had: lessonsHad(person, series, checkIns), toCome: lessonsToCome(person, series) };
  },
  take: {
    keep: async ({ form, link, deps }) => {
      const [lesson, kept] = [form.one('keep') || form.one('drop'), form.one('keep') !== ''];
      return (await keepLesson(link.id, lesson, kept, deps)) && (kept ? 'kept' : 'dropped');
    },
  },
  say: { kept: () => said.nowKept, dropped: () => said.notKept },
  view: (shown) => ({
    title: said.title,
    tabs: <OwnTabs link={shown.link} current="lessons" />,
    content: <OwnLessons {...shown} />,
  }),
});

interface Found {
  person: Person;
  series: Series;
  had: OwnLesson[];
  toCome: Series['lessons'];
}

type Props = SiteShown<Links['lessons'], Found>;

function OwnLessons(shown: Props) {
  const { found, deps, said: done } = shown;
  const { series, had, toCome } = found;
  const path = deps.series.pathOf(series);
  return (
    <div class="narrow">
      <Intro heading={said.title} lede={said.lede} said={done} />
      {had.length === 0 && <Empty {...shown} />}
      {had.length > 0 && (
        <>
          <div class="field" data-find="" hidden>
            <label for="find">{said.find}</label>
            <input id="find" type="search" autocomplete="off" />
          </div>
          <p class="unseen" role="status" data-count={said.shown({ n: '{n}' })}></p>
          <ul class="card entries own-lessons">
            {had.map((one) => (
              <Entry one={one} shown={shown} />
            ))}
          </ul>
          <p data-none="" hidden>
            {said.none}{' '}
            <button type="button" class="plain">
              {said.all}
            </button>
          </p>
        </>
      )}
      {toCome.length > 0 && (
        <Fold summary={said.toCome({ n: toCome.length })}>
          <ul>
            {toCome.map(({ title }) => (
              <li>{title}</li>
            ))}
          </ul>
        </Fold>
      )}
      {series.pages.badDay !== undefined && <LinkRow to={[{ name: said.badDay, href: hrefIn(path, links.badDay) }]} />}
    </div>
  );
}

function Empty({ found: { person, series, toCome }, deps }: Props) {
  const when = formatNextLesson(person, deps);
  const first = toCome[0] ?? series.lessons[0];
  const practice = (linked: Child) =>
    first === undefined ? (
      <>{linked}</>
    ) : (
      <a href={hrefIn(deps.series.pathOf(series), links.practise, { lesson: first.id })}>{linked}</a>
    );
  return (
    <p class="next">
      {when === undefined ? said.emptyAndNone<Child>({ practice }) : said.empty<Child>({ when, practice })}
    </p>
  );
}

function Entry({ one, shown: { found, deps, link } }: { one: OwnLesson; shown: Props }) {
  const { lesson, cameOn, isKept, plan, notes } = one;
  const path = deps.series.pathOf(found.series);
  const of = <span class="unseen"> {lesson.title}</span>;
  return (
    <li data-lesson={lesson.words}>
      <div class="about-it">
        <h2>{lesson.title}</h2>
        <p>{lesson.promise}</p>
        {plan !== undefined && <p>{said.plan({ plan })}</p>}
        {notes.map((note) => (
          <p>{said.note({ note })}</p>
        ))}
        <p class="small muted">{said.about({ date: formatDay(cameOn), minutes: lesson.minutes })}</p>
      </div>
      <div class="acts">
        <a href={hrefIn(path, links.lesson, { lesson: lesson.id })}>
          {said.read}
          {of}
        </a>
        <a href={mint(link, links.ownPractise, deps, { lesson: lesson.id })}>
          {said.practise}
          {of}
        </a>
        <form method="post" action={onward(link, links.keep)}>
          <button
            type="submit"
            class="keep"
            name={isKept ? 'drop' : 'keep'}
            value={lesson.id}
            aria-pressed={String(isKept)}
          >
            <Bookmark filled={isKept} />
            {isKept ? said.kept : said.keep}
            {of}
          </button>
        </form>
      </div>
    </li>
  );
}
