import { words } from '../../../content/words.ts';
import { nextLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefIn, hrefOf } from '../../kit/hrefs.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Notice } from '../../kit/notice.tsx';
import type { SiteShown } from '../../kit/on-person.ts';
import { formatNextLesson } from '../course/next-lesson.tsx';
import { hasJustConfirmed, MakeItYours } from './make-it-yours.tsx';

const said = words.signUp.inside;

type InsideProps = Pick<SiteShown<Links['confirm'], unknown>, 'link' | 'deps' | 'sent' | 'errors'> & {
  person: Person;
  heading: string;
  notice: string | undefined;
};

/** Somebody who is in: their lesson to read at once, when it comes by email, and what else they may like to say. */
export function Inside({ person, deps, heading, notice, ...shown }: InsideProps) {
  const isNew = hasJustConfirmed(person, deps);
  return (
    <div class="narrow">
      <article class="sheet good">
        <h1>{heading}</h1>
        <Notice words={notice} />
        <FirstLesson person={person} deps={deps} />
        {isNew && !isWelcomed(person) && <p>{said.welcome}</p>}
        {!isNew && <p>{said.change({ link: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>}
      </article>
      {isNew && <MakeItYours person={person} deps={deps} {...shown} />}
    </div>
  );
}

/** Whoever comes back is welcomed again. */
function isWelcomed({ confirmedAt, welcomeSentAt }: Person): boolean {
  return welcomeSentAt !== undefined && welcomeSentAt >= confirmedAt;
}

function FirstLesson({ person, deps }: Pick<InsideProps, 'person' | 'deps'>) {
  const series = deps.series.of(person);
  const lesson = nextLesson(series, person);
  const when = formatNextLesson(person, deps);
  if (lesson === undefined || when === undefined) return <p class="next">{said.allHad}</p>;
  const isFirst = Object.keys(person.sent).length === 0;
  const comes = isFirst ? said.firstComes : said.nextComes;
  return (
    <>
      <p>
        <a class="button" href={hrefIn(deps.series.pathOf(series), links.lesson, { lesson: lesson.id })}>
          {isFirst ? said.read : said.readNext}
        </a>
      </p>
      <p class="next">{comes({ when, b: (shown) => <strong>{shown}</strong> })}</p>
    </>
  );
}
