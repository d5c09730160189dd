import { type Account, deliveryOf, type Evidence, mailsOf } from './account.ts';
import type { Life } from './lives.ts';

/** Each lesson, each joining and each end is told to the operator's system, once or more often, always under the same id. */
export function checkToldEvents({ mails, lives, told }: Evidence, account: Account): void {
  if (told === undefined) return;
  const idsOf = new Map<string, Set<string>>();
  for (const { id, type, subscriber, lesson } of told) {
    if (type !== 'lesson.sent') continue;
    const key = `${subscriber} ${lesson}`;
    idsOf.set(key, (idsOf.get(key) ?? new Set()).add(id));
  }
  const sent = new Map(
    mails
      .filter((mail) => deliveryOf(mail).kind === 'lesson')
      .map(({ tags, destinations }) => [`${tags['subscriber']} ${tags['lesson']}`, destinations[0]!]),
  );
  for (const [key, address] of sent) if (!idsOf.has(key)) account.lost.push(`${address} webhook of lesson ${key}`);
  for (const [key, ids] of idsOf) {
    if (ids.size > 1) account.wrong.push(`the webhook of lesson ${key} has ${ids.size} ids`);
    if (!sent.has(key)) account.wrong.push(`a webhook tells of lesson ${key}, which was never sent`);
  }
  const types = (life: Life) => {
    const ids = new Set(mailsOf(life, mails).map(({ tags }) => tags['subscriber']));
    return new Set(told.filter(({ subscriber }) => ids.has(subscriber)).map(({ type }) => type));
  };
  for (const life of lives) {
    const seen = types(life);
    for (const type of typesOwed(life)) {
      if (!seen.has(type)) account.lost.push(`${life.player.addresses[0]} webhook ${type}`);
    }
  }
}

function typesOwed({ facts }: Life): Set<string> {
  const owed = new Set<string>();
  for (const fact of facts) {
    if (fact.is === 'here' && fact.by === 'confirming') owed.add('subscribed');
    // Somebody who is suppressed has left already.
    if (fact.is === 'gone' && fact.by === 'leaving' && !owed.has('suppressed')) owed.add('unsubscribed');
    if (fact.is === 'gone' && (fact.by === 'complaint' || fact.by === 'bounce')) owed.add('suppressed');
  }
  owed.delete('suppressed');
  return owed;
}
