import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../../../lambdas/adapters/keys/keyring.ts';
import { accountMailKinds, isToSignUp, type DeliveryKind } from '../../../../lambdas/core/mail/mail-kinds.ts';
import { linkPurposes } from '../../../../lambdas/core/mail/link-purpose.ts';
import { readToken } from '../../../../lambdas/core/mail/link-token.ts';
import {
  linkFields,
  linkFieldsOfPerson,
  linkFieldsOfSignUp,
  linksForAnybody,
  linksForPerson,
  linksForSignUp,
  type MailLinks,
} from '../../../../lambdas/core/mail/mail-links.ts';
import { aSignUp, aSubscriber, idOf } from '../../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-02T06:00:05Z');
const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
const deps = { keyring, clock: { now: () => now }, siteUrl: 'https://weekwise.example' };
const ann = aSubscriber({ sent: { one: '2026-10-26T06:00:00Z' } });

/** The links that a mail has, each token as `<purpose of id>`. */
function shown(links: MailLinks): Record<string, string> {
  const named = Object.entries(links).map(([field, url]) => {
    const path = url.replace(deps.siteUrl, '').replaceAll(/[^/?]{49,}/g, (token) => {
      const purpose = linkPurposes.find((one) => readToken(keyring, one, token, now).valid);
      const reading = readToken(keyring, purpose!, token, now);
      return `<${purpose} of ${reading.valid ? reading.subscriberId.replaceAll('_', '') : '?'}>`;
    });
    return [field, path] as const;
  });
  return Object.fromEntries(named.filter(([, path]) => path !== ''));
}

/** What every mail to Ann has. */
const everywhere = {
  home: '/',
  help: '/help?zone=Europe%2FBerlin',
  sources: '/sources',
  badDay: '/bad-day/<diary of ann>',
  lessons: '/lessons/<settings of ann>',
  progress: '/progress/<settings of ann>',
  preferences: '/settings/<settings of ann>',
  again: '/again/<settings of ann>',
  unsubscribe: '/unsubscribe/<unsubscribe of ann>',
  pictures: '/pictures/',
};

describe('the links of a mail to a person', () => {
  const toAnn = (kind: DeliveryKind) => shown(linksForPerson(ann, { kind, lesson: 'two' }, '', deps));

  test('lead from a lesson to its page, its plan and the course', () => {
    expect(toAnn('lesson')).toEqual({
      ...everywhere,
      web: '/lesson/two',
      checkIn: '/check-in/<diary of ann>',
      halfway: '/half-way/<settings of ann>',
      practise: '/practise/<diary of ann>/two',
      plan: '/plan/<diary of ann>/two',
      course: '/course/<settings of ann>',
    });
  });

  test('lead from a reminder to the answer and to the reminders', () => {
    expect(toAnn('reminder')).toEqual({
      ...everywhere,
      practise: '/practise/<diary of ann>/two',
      done: '/did-it/<diary of ann>',
      reminders: '/reminders/<settings of ann>',
    });
  });

  test('lead from a lesson on demand to its page', () => {
    expect(toAnn('on-demand')).toEqual({
      ...everywhere,
      web: '/lesson/two',
      practise: '/practise/<diary of ann>/two',
    });
  });

  const own: Partial<Record<DeliveryKind, object>> = {
    link: { data: '/data/<fresh of ann>', zone: '/zone/<settings of ann>' },
    moved: { takeBack: '/take-back/<take-back of ann>' },
    welcome: { web: '/lesson/two' },
    completion: { checkIn: '/check-in/<diary of ann>' },
    'follow-up': { checkIn: '/check-in/<diary of ann>' },
  };
  test.each(accountMailKinds.filter((kind) => !isToSignUp(kind)))('are the common ones in %s, and its own', (kind) => {
    expect(toAnn(kind)).toEqual({ ...everywhere, ...own[kind] });
  });

  test('ask where they start before the second lesson, in place of a check-in, unless they said so', () => {
    const first = (who = {}) => shown(linksForPerson(aSubscriber(who), { kind: 'lesson', lesson: 'one' }, '', deps));
    expect(first()).not.toHaveProperty('checkIn');
    expect(first()).toMatchObject({ start: '/start/<settings of ann>' });
    expect(first({ start: { to: '2026-11-22', pain: 3 } })).not.toHaveProperty('start');
  });

  test('lead to the pages of their own series', () => {
    const links = shown(linksForPerson(ann, { kind: 'lesson', lesson: 'two' }, '/series/sleep', deps));
    expect(links).toMatchObject({
      home: '/series/sleep',
      help: '/series/sleep/help?zone=Europe%2FBerlin',
      sources: '/series/sleep/sources',
      web: '/series/sleep/lesson/two',
      plan: '/plan/<diary of ann>/two',
      pictures: everywhere.pictures,
    });
  });
});

describe('the links of a mail to nobody that we know', () => {
  const forEverybody = {
    home: '/',
    help: '/help',
    sources: '/sources',
    badDay: '/bad-day',
    pictures: '/pictures/',
  };

  test('are open pages alone', () => {
    expect(shown(linksForAnybody('', deps))).toEqual(forEverybody);
  });

  const inbox = idOf('inbox');

  test('confirm a sign-up or have its inbox never asked again, and can do nothing else for it', () => {
    const signUp = aSignUp({ id: idOf('new') });
    expect(shown(linksForSignUp(signUp, { kind: 'confirmation', inbox }, '', deps))).toEqual({
      ...forEverybody,
      confirm: '/confirm/<confirm of new>',
      neverAgain: '/never-again/<close of inbox>',
    });
    expect(shown(linksForSignUp(signUp, { kind: 'moving', inbox }, '', deps))).toEqual({
      ...forEverybody,
      move: '/move/<confirm of new>',
      neverAgain: '/never-again/<close of inbox>',
    });
  });
});

describe('merge fields of links', () => {
  test('are there in every mail, filled or empty', () => {
    for (const links of [linksForAnybody('', deps), linksForPerson(ann, { kind: 'lesson' }, '', deps)])
      expect(Object.keys(links).sort()).toEqual([...linkFields].sort());
  });

  test('may be merged where a mail of the kind can have them', () => {
    expect([...linkFieldsOfSignUp('confirmation')].sort()).toEqual([
      'badDay',
      'confirm',
      'help',
      'home',
      'neverAgain',
      'pictures',
      'sources',
    ]);
    expect(linkFields.filter((field) => !linkFieldsOfPerson.includes(field))).toEqual([
      'confirm',
      'move',
      'neverAgain',
    ]);
  });
});
