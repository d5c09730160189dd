import { mayUndo } from '../../../core/actions/unsubscribing.ts';
import { isPerson, isSubscribed, type Person, type Subscriber } from '../../../core/person/subscriber.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { movedAway, nothing } from '../../kit/links.tsx';
import { type Page, respond } from '../../kit/respond.tsx';
import type { PageContext } from '../../kit/env.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { Undo } from './undo.tsx';
import { AnotherSeries } from '../settings/another-series.tsx';
import { Sheet, SignUpAgain } from '../../kit/sheet.tsx';

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
        title: isPerson(person) ? endOf(person) : completedLongAgoTitle,
        content: isPerson(person) ? <Completed {...{ person, link, deps }} /> : completedLongAgo,
      };
    case 'unsubscribed':
      return { title: 'You have left', content: <HasLeft {...{ person, link, deps }} /> };
    case 'bounced':
      return { title: 'Our mail does not reach you', content: bounced };
    case 'complained':
      return { title: 'We have stopped writing', content: complained };
    case 'moved':
      return movedAway;
    case undefined:
    case 'erased':
    case 'active':
      return nothing;
  }
}

const endOf = ({ stoppedAt }: Person) =>
  stoppedAt === undefined ? 'You have had every lesson' : 'Your weekly lessons have ended';

function Completed({ person, link, deps }: StandingProps & { person: Person }) {
  // A token of the diary does not open the pages of the settings.
  const own = link.purpose === 'settings' ? link : undefined;
  return (
    <Sheet heading={endOf(person)}>
      <p>
        No more mail is planned. If you like,{' '}
        {person.stoppedAt === undefined
          ? 'the series can begin again with the first lesson.'
          : 'you can go on where you stopped, or begin again.'}
      </p>
      <p>
        <a class="button" href={own ? onward(own, links.again) : hrefOf(links.askForLink)}>
          {own
            ? person.stoppedAt === undefined
              ? 'Start again'
              : 'Choose what comes next'
            : 'Send me the link for that'}
        </a>
      </p>
      <p>
        <a href={mint(link, links.unsubscribe, deps)}>Leave for good</a>
        {own && (
          <>
            {' '}
            · <a href={hrefOf(links.askForLink)}>Ask for the link to your data</a>
          </>
        )}
      </p>
      {own && <AnotherSeries person={person} deps={deps} link={own} />}
    </Sheet>
  );
}

function HasLeft({ person, link, deps }: StandingProps) {
  return (
    <Sheet heading="You have left">
      <p>No mail comes any more.</p>
      <p>
        To see or erase what we still store about you, <a href={`mailto:${deps.sender.replyTo}`}>write to us</a>.
      </p>
      {mayUndo(person, deps.clock.now()) ? (
        <Undo at={mint(link, links.undo, deps)} />
      ) : (
        <p>
          You are welcome back: <a href="/#sign-up">sign up again</a> and pick up where you left off.
        </p>
      )}
    </Sheet>
  );
}

const completedLongAgoTitle = 'Your lessons have ended';

const completedLongAgo = (
  <Sheet heading={completedLongAgoTitle}>
    <p>
      That is long ago, so we have deleted what we knew about you, your address too. You are welcome back:{' '}
      <a href="/#sign-up">sign up again</a>, and the lessons start over.
    </p>
  </Sheet>
);

const bounced = (
  <Sheet heading="Our mail does not reach you">
    <p>
      Your mail provider sent our emails back, so we stopped writing. If your mailbox works again, or you have another
      address, sign up once more.
    </p>
    <SignUpAgain />
  </Sheet>
);

const complained = (
  <Sheet heading="We have stopped writing">
    <p>
      One of our emails was marked as spam, and we take that as a wish to stop: we do not write to this address any
      more. If that was a slip, sign up with another address or write to us.
    </p>
  </Sheet>
);
