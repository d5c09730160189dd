import { canSwitchTo } from '../../../core/actions/changing.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { Press } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

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
      <h2 id="another">Another course</h2>
      {!own.withdrawn && (
        <p>
          You are in “{own.title}”. You are in one at a time; if you come back, you go on where you left. Your day and
          time stay as they are.
        </p>
      )}
      {others.map(({ id, title, promise }) => (
        <>
          <p>
            <strong>{title}.</strong> {promise}
          </p>
          <Press at={onward(link, links.changeSeries)} name="series" value={id} quiet>
            Go over to “{title}”
          </Press>
        </>
      ))}
    </section>
  );
}
