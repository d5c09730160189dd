import { words } from '../../../content/words.ts';
import {
  changeSeries,
  changeSettings,
  chooseBranch,
  chooseUseOfAnswers,
  resume,
  voidLinks,
} from '../../../core/actions/changing.ts';
import { nextLessonSlot } from '../../../core/course/course.ts';
import { branchIn } from '../../../core/course/series.ts';
import { upcoming } from '../../../core/course/upcoming.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint } from '../../../core/mail/opened-link.ts';
import { isPerson, type Person, statusAt } from '../../../core/person/subscriber.ts';
import { agreementIn } from '../../kit/agreement.ts';
import { formatSlot } from '../../kit/spoken.ts';
import type { Form } from '../../kit/forms.ts';
import { LinkForm } from '../../kit/link-form.tsx';
import { onPerson, type SiteShown } from '../../kit/on-person.ts';
import { Intro, Sheet } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { goBack, goesBack, wayBack } from '../../kit/way-back.ts';
import { OwnTabs } from '../../kit/own-tabs.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { DataTask } from './data-task.tsx';
import { LessonsTask } from './lessons-task.tsx';
import { MailsTask } from './mails-task.tsx';
import { pauseBy, PauseTask, pauseWords } from './pause.tsx';
import { LanguageTask, NameTask, RemindersTask, TimeTask, typedFor } from './schedule-tasks.tsx';
import { readSchedule, scheduleOf } from './schedule-form.ts';

/** Everything that a subscriber can change, by task: what people come for most stands first, with today's value beside it. */
export const settings = onPerson(links.settings, {
  read: active,
  take: {
    settings: async ({ form, link, deps }) => {
      const person = await deps.subscribers.find(link.id);
      if (!isPerson(person) || isTooLate(form, person)) return false;
      const reading = readSchedule(typedFor(person, form), person.preferences);
      if ('errors' in reading) return reading;
      return (await changeSettings(link.id, reading.schedule, deps)) && 'saved';
    },
    branch: async ({ form, link, deps }) => {
      if (goesBack(form)) return (await goBack(link.id, form, deps)) && 'saved';
      const person = await deps.subscribers.find(link.id);
      const branch = isPerson(person) ? branchIn(deps.series.of(person), form.one('branch')) : undefined;
      const agreement = agreementIn(form, 'settings-page');
      if (isPerson(person) && person.healthConsent === undefined && branch !== undefined && agreement === undefined) {
        return { errors: { health: words.branch.notAgreed } };
      }
      return (await chooseBranch(link.id, branch, deps, agreement)) && 'saved';
    },
    changeSeries: async ({ form, link, deps }) => {
      if (goesBack(form)) return (await goBack(link.id, form, deps)) && 'series';
      const series = deps.series.find(form.one('series'));
      const before = await deps.subscribers.find(link.id);
      if (series === undefined || !(await changeSeries(link.id, series, deps))) return false;
      const after = await deps.subscribers.find(link.id);
      // Somebody who had come to the end before saw another page.
      const undo = isPerson(before) && isPerson(after) ? wayBack(before, after, deps) : undefined;
      return { done: 'series', undo };
    },
    adapt: async ({ form, link, deps }) => {
      const person = await deps.subscribers.find(link.id);
      if (isPerson(person) && isTooLate(form, person)) return false;
      const wanted = { adapt: form.one('adapt') === 'yes', scores: form.one('scores') === 'yes' };
      return (await chooseUseOfAnswers(link.id, wanted, deps)) && 'saved';
    },
    pause: ({ form, link, deps }) => pauseBy(form, link.id, deps),
    resume: async ({ link, deps }) => (await resume(link.id, deps)) && 'resumed',
    voidLinks: async ({ link, deps }) => {
      await voidLinks(link.id, deps);
      return 'void';
    },
  },
  undo: {
    settings: ({ before, after }) => ({ ...scheduleOf(before), ...unlessChanged(after) }),
    branch: ({ before, after, deps }) => wayBack(before, after, deps),
    adapt: ({ before: { coachingOff = false, scoresInMails = false }, after }) => ({
      adapt: coachingOff ? '' : 'yes',
      scores: scoresInMails ? 'yes' : '',
      ...unlessChanged(after),
    }),
    // A pause that was there before, such as until a group begins, does not end with the one that took its place.
    pause: ({ before, deps }) => pausedBefore(before, deps) ?? { row: 'resume' },
    resume: ({ before, deps }) => pausedBefore(before, deps),
  },
  say: {
    saved: () => words.settings.done.saved,
    series: (person, deps) => words.settings.done.series({ title: deps.series.of(person).title }),
    paused: (person, deps) => pauseWords(person, deps) ?? words.settings.done.saved,
    resumed: () => words.settings.done.resumed,
  },
  view: (shown) => ({
    title: words.settings.title,
    tabs: <OwnTabs link={shown.link} current="settings" />,
    content: <Settings {...shown} />,
  }),
  end: { void: () => ({ title: words.settings.void.heading, content: <MadeVoid /> }) },
});

/** A way back is good for what it was made for: after another change it would take that back, too. */
const unlessChanged = ({ version }: Person) => ({ asOf: String(version) });
/** The form of the pause that somebody was in. */
const pausedBefore = (person: Person, { clock }: Pick<SiteDeps, 'clock'>) =>
  statusAt(person, clock.now()) === 'paused' ? { row: 'pause', until: person.pausedUntil! } : undefined;
const isTooLate = (form: Form, { version }: Person) => !['', String(version)].includes(form.one('asOf'));

const MadeVoid = () => (
  <Sheet heading={words.settings.void.heading} tone="good">
    <p>{words.settings.void.about}</p>
    <LinkForm />
  </Sheet>
);

const said = words.settings;

function Settings(shown: SiteShown<Links['settings'], Person>) {
  const { found: person, deps, link, said: news, undo, errors } = shown;
  return (
    <div class="narrow">
      <Intro heading={said.title} lede={nextInWords(person, deps)} said={news} undo={undo} errors={errors} />
      <div class="tasks">
        <PauseTask {...shown} />
        <TimeTask {...shown} />
        <RemindersTask {...shown} />
        <LessonsTask {...shown} />
        <NameTask {...shown} />
        <LanguageTask {...shown} />
        <MailsTask {...shown} />
        <DataTask {...shown} />
      </div>
      <p>
        <a class="button quiet wide" href={mint(link, links.unsubscribe, deps)}>
          {said.leave}
        </a>
      </p>
      <p class="small muted">{said.leaveHint}</p>
    </div>
  );
}

function nextInWords(person: Person, deps: SiteDeps): string {
  const series = deps.series.of(person);
  const slot = nextLessonSlot(person, series, deps.clock.now());
  const isPaused = statusAt(person, deps.clock.now()) === 'paused';
  if (slot === undefined) {
    if (series.withdrawn) return said.next.withdrawn;
    if (person.stoppedAt !== undefined) return said.next.stopped;
    return isPaused ? said.next.paused : said.next.none;
  }
  const title = upcoming(person, series, deps.clock.now(), 8).find(({ kind }) => kind === 'lesson')?.title;
  const when = formatSlot(slot);
  return title === undefined ? said.next.dated({ when }) : said.next.titled({ title, when });
}
