import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { mayUndo } from '../../../core/actions/unsubscribing.ts';
import { isPerson, isSubscribed, type Person, type Subscriber } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { movedAway, nothing } from '../../kit/links.tsx';
import { type Page, respond } from '../../kit/respond.tsx';
import type { PageContext } from '../../kit/env.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { Undo } from './undo.tsx';
import { AnotherSeries } from '../settings/another-series.tsx';
import { Sheet, SignUpAgain, WelcomeBack } from '../../kit/sheet.tsx';

const says = words.standing;

interface StandingProps {
  person: Subscriber;
  /** The link of the page that they wanted. */
  link: Opened<Links['settings']> | Opened<Links['checkIn']>;
  deps: SiteDeps;
}

type Reader = Omit<StandingProps, 'person'> & { c: PageContext };

/** Reads whoever is on their way through the course; anybody else is told how they stand. */
export async function active({ c, link, deps }: Reader): Promise<Person | Response> {
  const person = await deps.subscribers.find(link.id);
  return person?.status === 'active' ? person : respond(c, inactivePage(person, link, deps));
}

/** The same of whoever is at its end as well. */
export async function subscribed({ c, link, deps }: Reader): Promise<Person | Response> {
  const person = await deps.subscribers.find(link.id);
  return isSubscribed(person) ? person : respond(c, inactivePage(person, link, deps));
}

/** What a link shows to people who cannot use its page: they left, came to an end, or may not be mailed. */
function inactivePage(person: Subscriber | undefined, link: StandingProps['link'], deps: SiteDeps): Page {
  switch (person?.status) {
    case 'completed':
      return {
        title: isPerson(person) ? endOf(person).heading : says.longAgo.heading,
        content: isPerson(person) ? <Completed {...{ person, link, deps }} /> : completedLongAgo(),
      };
    case 'unsubscribed':
      return { title: says.left.heading, content: <HasLeft {...{ person, link, deps }} /> };
    case 'bounced':
      return { title: says.bounced.heading, content: bounced() };
    case 'complained':
      return { title: says.complained.heading, content: complained() };
    case 'moved':
      return movedAway;
    case undefined:
    case 'erased':
    case 'active':
      return nothing;
  }
}

const endOf = ({ stoppedAt }: Person) => (stoppedAt === undefined ? says.completed : says.stopped);

function Completed({ person, link, deps }: StandingProps & { person: Person }) {
  // A token of the diary does not open the pages of the settings.
  const own = link.purpose === 'settings' ? link : undefined;
  const { heading, about, again } = endOf(person);
  return (
    <Sheet heading={heading}>
      <p>{about}</p>
      <p>
        <a class="button" href={own ? onward(own, links.again) : hrefOf(links.askForLink)}>
          {own ? again : says.askForLink}
        </a>
      </p>
      <p>
        <a href={mint(link, links.unsubscribe, deps)}>{says.leave}</a>
        {own && (
          <>
            {' '}
            · <a href={hrefOf(links.askForLink)}>{says.data}</a>
          </>
        )}
      </p>
      {own && <AnotherSeries person={person} deps={deps} link={own} />}
    </Sheet>
  );
}

function HasLeft({ person, link, deps }: StandingProps) {
  return (
    <Sheet heading={says.left.heading}>
      <p>{says.left.about}</p>
      <p>{says.left.data<Child>({ write: (linked) => <a href={`mailto:${deps.sender.replyTo}`}>{linked}</a> })}</p>
      {mayUndo(person, deps.clock.now()) ? <Undo at={mint(link, links.undo, deps)} /> : <WelcomeBack />}
    </Sheet>
  );
}

const completedLongAgo = () => (
  <Sheet heading={says.longAgo.heading}>
    <p>{says.longAgo.about<Child>({ signUp: (linked) => <a href={`${hrefOf(links.home)}#sign-up`}>{linked}</a> })}</p>
  </Sheet>
);

const bounced = () => (
  <Sheet heading={says.bounced.heading}>
    <p>{says.bounced.about}</p>
    <SignUpAgain />
  </Sheet>
);

const complained = () => (
  <Sheet heading={says.complained.heading}>
    <p>{says.complained.about}</p>
  </Sheet>
);
