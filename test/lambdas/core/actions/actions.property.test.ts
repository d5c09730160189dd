import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Action,
  type ActionDeps,
  type PersonRecord,
  personActions,
  takeAction,
} from '../../../../lambdas/core/actions/actions.ts';
import { filled } from '../../../../lambdas/core/mail/links.ts';
import { isPerson } from '../../../../lambdas/core/person/subscriber.ts';
import { fullPerson } from '../../../support/full-person.ts';
import { aGone, aSeries, aSignUp, aSubscriber, libraryOf } from '../../../support/builders.ts';
import { siteWorld } from '../../../support/site-world.ts';

/* What people may ask for, whatever is stored about them. */

const id = aSubscriber().id;
const actions = Object.entries<Action>(personActions);

const good = {
  date: '2026-12-24',
  email: 'new@example.net',
  text: 'Called on Friday.',
  time: '18:15',
  weekday: 'friday',
  zone: 'Asia/Tokyo',
};

/** Everything that may be stored under an id, and nothing. */
const whole = fc
  .record(
    {
      status: fc.constantFrom('active', 'completed', 'unsubscribed', 'bounced', 'complained', 'moved'),
      pausedUntil: fc.constantFrom('2026-11-01', '2026-12-01'),
      sent: fc.constantFrom({}, { evening: '2026-11-16T06:00:00Z' }, { one: '2026-11-16T06:00:00Z' }),
      stoppedAt: fc.constant(fullPerson.stoppedAt),
      series: fc.constantFrom('test-series', 'sleep', 'not-offered'),
      unsubscribedAt: fc.constant(fullPerson.unsubscribedAt),
      claim: fc.constant(fullPerson.claim),
    },
    { requiredKeys: ['status'] },
  )
  .map((some) => aSubscriber(some as Parameters<typeof aSubscriber>[0]));
const gone = fc
  .constantFrom('completed', 'unsubscribed', 'bounced', 'complained', 'erased')
  .map((status) => aGone({ status } as Parameters<typeof aGone>[0]));
const stored = fc.record({
  person: fc.option(fc.oneof(whole, gone), { nil: undefined }),
  signUp: fc.option(fc.constantFrom(aSignUp(), aSignUp({ expiresAt: '2026-12-31T00:00:00Z' })), { nil: undefined }),
});

function worldWith({ person, signUp }: PersonRecord) {
  const w = siteWorld();
  if (person !== undefined) w.keep(person);
  if (signUp !== undefined) w.subscribers.signUps.set(id, signUp);
  const deps: ActionDeps = {
    ...w.deps,
    series: libraryOf(
      { ...aSeries(['one', 'two']), halfway: 'one' },
      { ...aSeries(['evening', 'night']), id: 'sleep' },
    ),
    keyring: async () => w.deps.keyring,
    by: 'operator',
  };
  return { ...w, deps };
}

/** What is typed for an action: a series that is not theirs already. */
const typedFor = ({ input }: Action, theirs: string) =>
  input === undefined ? '' : { ...good, series: theirs === 'sleep' ? 'test-series' : 'sleep' }[input.type];

describe.each(actions)('%s', (_, action) => {
  test('does something for everybody to whom it is offered, and changes nothing where it says so', async () => {
    await fc.assert(
      fc.asyncProperty(stored, async (known) => {
        const { deps, everything } = worldWith(known);
        const offered = action.allowed(known, deps);
        const before = everything();
        const typed = typedFor(action, isPerson(known.person) ? known.person.series : '');
        const { outcome } = await takeAction(action, id, { typed, sure: true }, deps);
        expect(outcome === 'done' || (!offered && everything() === before)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('has a page, if people may ask for it themselves', async () => {
    const { person: link } = action.by;
    if (link === undefined) return;
    const w = siteWorld();
    w.keep(aSubscriber());
    const token = 'purpose' in link ? w.tokenOf(link.purpose, id) : '';
    expect((await w.post(filled(link.path, { token }))).status).not.toBe(404);
  });
});

test('nothing that ends mail or deletes is done without a sentence that says so', () => {
  const asks = actions.filter(([, { sure }]) => sure !== undefined).map(([name]) => name);
  expect(asks).toEqual(['unsubscribe', 'erase']);
});

test.each(
  actions.filter(([, { sure, input }]) => sure !== undefined || (input !== undefined && input.stored === undefined)),
)('%s is refused without what it asks for, and changes nothing', async (_, action) => {
  const { deps, everything } = worldWith({ person: aSubscriber(), signUp: undefined });
  const before = everything();
  const { outcome } = await takeAction(action, id, { typed: '', sure: false }, deps);
  expect(outcome).toBe(action.sure === undefined ? 'unreadable' : 'unsure');
  expect(everything()).toBe(before);
});
