import { mayUndo } from '../../core/leaving.ts';
import type { Person, Subscriber } from '../../core/subscriber.ts';
import type { Page } from '../respond.tsx';
import type { SiteWorld } from '../world.ts';
import { Undo } from './left.tsx';
import { unsubscribePath } from './settings-link.tsx';
import { AnotherSeries } from './another-series.tsx';
import { Sheet } from './sheet.tsx';

/** What a settings link shows to those who have no settings to change: they left, had every lesson, or may not be mailed. */
export function standingOf(person: Subscriber | undefined, token: string, world: SiteWorld): Page {
  switch (person?.status) {
    case 'completed':
      return { title: 'You have had every lesson', content: <Completed person={person} token={token} world={world} /> };
    case 'unsubscribed':
      return { title: 'You have left', content: <HasLeft person={person} token={token} world={world} /> };
    case 'bounced':
      return { title: 'Our mail does not reach you', content: bounced };
    case 'complained':
      return { title: 'We have stopped writing', content: complained };
    case undefined:
    case 'moved':
    case 'erased':
    case 'active':
      return { title: 'Nothing stored', content: nothing };
  }
}

function Completed({ person, token, world }: { person: Person; token: string; world: SiteWorld }) {
  return (
    <Sheet heading="You have had every lesson">
      <p>No more mail is planned. If you like, the series can begin again with the first lesson.</p>
      <p>
        <a class="button" href={`/again/${token}`}>
          Start again
        </a>
      </p>
      <p>
        <a href={unsubscribePath({ id: person.id, world })}>Leave for good</a> ·{' '}
        <a href={`/data/${token}`}>Your data</a>
      </p>
      {token !== '' && <AnotherSeries person={person} world={world} at={`/settings/${token}`} />}
    </Sheet>
  );
}

function HasLeft({ person, token, world }: { person: Subscriber; token: string; world: SiteWorld }) {
  return (
    <Sheet heading="You have left">
      <p>No mail comes any more.</p>
      <p>
        <a href={`/data/${token}`}>See or erase what we still store about you</a>
      </p>
      {mayUndo(person, world.clock.now()) ? (
        <Undo at={unsubscribePath({ id: person.id, world })} />
      ) : (
        <p>
          You are welcome back: <a href="/#sign-up">sign up again</a>, and you go on where you left.
        </p>
      )}
    </Sheet>
  );
}

const bounced = (
  <Sheet heading="Our mail does not reach you">
    <p>
      Your mail provider sent our e-mails back, so we stopped writing. If your mailbox works again, or you have another
      address, sign up once more.
    </p>
    <p>
      <a class="button" href="/#sign-up">
        Sign up again
      </a>
    </p>
  </Sheet>
);

const complained = (
  <Sheet heading="We have stopped writing">
    <p>
      One of our e-mails was marked as spam, and we take that as a wish to stop: we do not write to this address any
      more. If that was a slip, sign up with another address or write to us.
    </p>
  </Sheet>
);

const nothing = (
  <Sheet heading="There is nothing here any more">
    <p>Nothing is stored that this link could change.</p>
    <p>
      <a href="/">Go to the start page</a>
    </p>
  </Sheet>
);
