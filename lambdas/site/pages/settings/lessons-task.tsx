import { words } from '../../../content/words.ts';
import { branchIn } from '../../../core/course/series.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Submit } from '../../kit/button.tsx';
import { Task } from '../../kit/fold.tsx';
import type { SiteShown } from '../../kit/on-person.ts';
import { AnotherSeries } from './another-series.tsx';
import { BranchField } from './branch-field.tsx';

const said = words.settings.lessons;

/** Which lessons come: single ones on the page of the course, lessons for a situation, another course. */
export function LessonsTask({ found: person, deps, link, sent, errors }: SiteShown<Links['settings'], Person>) {
  const series = deps.series.of(person);
  const branch = series.branches.find(({ id }) => id === person.branch);
  return (
    <Task id="lessons" name={said.name} value={branch?.choice ?? series.title} open={errors['health'] !== undefined}>
      <p>{said.about}</p>
      <p>
        <a class="button quiet" href={onward(link, links.course)}>
          {said.course}
        </a>
      </p>
      {series.branches.length > 0 && (
        <form method="post" action={onward(link, links.branch)}>
          <BranchField
            series={series}
            chosen={sent.branch ? branchIn(series, sent.branch.one('branch')) : person.branch}
            consent={person.healthConsent === undefined ? { sent: '', error: errors['health'] } : undefined}
          />
          <Submit look="quiet">{said.choose}</Submit>
        </form>
      )}
      {series.pages.badDay !== undefined && (
        <p>
          <a href={hrefIn(deps.series.pathOf(series), links.badDay)}>{said.badDay}</a>
        </p>
      )}
      <AnotherSeries person={person} deps={deps} link={link} />
    </Task>
  );
}
