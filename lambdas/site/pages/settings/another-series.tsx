import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { canSwitchTo } from '../../../core/actions/changing.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

const says = words.anotherCourse;

interface AnotherSeriesProps {
  person: Person;
  deps: SiteDeps;
  link: Opened<Links['settings']>;
}

/** Going over to another course, where there is one that has something new for them. */
export function AnotherSeries({ person, deps, link }: AnotherSeriesProps) {
  const others = deps.series.all.filter((series) => canSwitchTo(series, person));
  if (others.length === 0) return <></>;
  const own = deps.series.of(person);
  return (
    <section class="sheet" aria-labelledby="another">
      <h2 id="another">{says.heading}</h2>
      {!own.withdrawn && <p>{says.now({ course: own.title })}</p>}
      {others.map(({ id, title, promise }) => (
        <>
          <p>{says.offered<Child>({ course: title, promise, b: (words) => <strong>{words}</strong> })}</p>
          <Press at={onward(link, links.changeSeries)} name="series" value={id} quiet>
            {says.button({ course: title })}
          </Press>
        </>
      ))}
    </section>
  );
}
