import { fieldNames, fields, type FieldName, type Fields, type Transition } from './fields.ts';
import { everHad } from './had-lessons.ts';
import type { Gone, Person, Subscriber, Written } from './subscriber.ts';

/* What each transition does to a stored profile, as the table of fields says. The stores only write it down. */

/** A change of a profile: what is written, and `undefined` for what is removed. Everything else stays as it is stored. */
export type ProfileChanges = { [Name in FieldName]?: Written<Name> };

type SettledBy<Done extends Transition> = {
  [Name in FieldName]: 'set' extends Fields[Name]['on'][Done] ? Name : never;
}[FieldName];

/** Every value that a transition has to give: one that is forgotten does not compile. */
export type Settled<Done extends Transition> = { [Name in SettledBy<Done>]: Written<Name> };

/** All that a transition writes and removes. */
export function changesOf<Done extends Transition>(transition: Done, settled: Settled<Done>): ProfileChanges {
  return { ...dropped(transition), ...settled };
}

/**
 * What confirming a sign-up does to the profile under its id, whether or not there is one.
 *
 * @param startsOver - who they were, where they had every lesson: the course begins again with the first
 * @param carried - what comes with them from another address; it is the last word on every field that it names
 */
export function arrival(
  settled: Settled<'signUpAgain'>,
  { startsOver, carried = {} }: { startsOver?: Subscriber | undefined; carried?: ProfileChanges } = {},
): ProfileChanges {
  return {
    ...dropped('signUpAgain'),
    ...(startsOver && { ...dropped('startOver'), sent: {}, hadBefore: everHad(startsOver) }),
    ...settled,
    ...carried,
  };
}

/** What is carried over to another address: also that there is nothing in a field, where an earlier record of them may still have something. */
export function carriedOver(person: Person): ProfileChanges {
  return Object.fromEntries(fieldNames.filter((name) => fields[name].moves).map((name) => [name, person[name]]));
}

/** What is left of somebody who is erased: that they are gone, and whether they must not be mailed. */
export function erased(subscriber: Person | Gone, settled: Settled<'erase'>): Gone {
  const stored: ProfileChanges = subscriber;
  const kept = fieldNames.filter((name) => fields[name].on.erase === 'keep' && stored[name] !== undefined);
  return { ...Object.fromEntries(kept.map((name) => [name, stored[name]])), ...settled } as Gone;
}

/** What is left of somebody who is gone for long, as they stood: the fields that stay. */
export function reduced(person: Person, version: number): Gone {
  const kept = fieldNames.filter((name) => fields[name].stays && person[name] !== undefined);
  return { ...Object.fromEntries(kept.map((name) => [name, person[name]])), version } as Gone;
}

/** Fields that are stored from the beginning, with their first values: made afresh for each person. */
export function initialFields(): Pick<Person, 'sent'> {
  const initial = fieldNames.flatMap((name) => {
    const row = fields[name];
    return 'initial' in row ? [[name, structuredClone(row.initial)]] : [];
  });
  return Object.fromEntries(initial) as Pick<Person, 'sent'>;
}

function dropped(transition: Transition): ProfileChanges {
  return Object.fromEntries(
    fieldNames.filter((name) => fields[name].on[transition] === 'drop').map((name) => [name, undefined]),
  );
}
