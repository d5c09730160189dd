import { words } from '../../../content/words.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Submit } from '../../kit/button.tsx';
import { Task } from '../../kit/fold.tsx';
import type { SiteShown } from '../../kit/on-person.ts';

const said = words.settings.emails;

/** What their answers may do in their emails. */
export function MailsTask({ found: person, link }: SiteShown<Links['settings'], Person>) {
  const adapts = person.coachingOff !== true;
  return (
    <Task id="mails" name={said.name} value={adapts ? said.adapted : said.notAdapted}>
      <form method="post" action={onward(link, links.adapt)}>
        <label class="tick">
          <input type="checkbox" name="adapt" value="yes" checked={adapts} />
          <span>{said.adapt}</span>
        </label>
        <label class="tick">
          <input type="checkbox" name="scores" value="yes" checked={person.scoresInMails === true} />
          <span>{said.scores}</span>
        </label>
        <p class="hint">{said.scoresHint}</p>
        <Submit look="quiet">{words.settings.save}</Submit>
      </form>
    </Task>
  );
}
