import { words } from '../../../content/words.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { Person } from '../../../core/person/subscriber.ts';
import { Task } from '../../kit/fold.tsx';
import { RenewForm } from '../../kit/link-form.tsx';
import type { SiteShown } from '../../kit/on-person.ts';
import { Press } from '../../kit/sheet.tsx';

const said = words.settings.data;

/** What is stored, and who can get at it. */
export function DataTask({ link }: SiteShown<Links['settings'], Person>) {
  return (
    <Task id="data" name={said.name} value={said.value}>
      <p>{said.about}</p>
      <RenewForm token={link.token} label={said.renew} />
      <p>
        <a href={onward(link, links.healthData)}>{said.health}</a>
      </p>
      <p>{said.forwarded}</p>
      <Press at={onward(link, links.voidLinks)} quiet>
        {said.void}
      </Press>
    </Task>
  );
}
