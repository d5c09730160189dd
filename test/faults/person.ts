import { hrefOf, type Link, links } from '../../lambdas/core/links.ts';
import type { PublishedEvent } from '../../lib/local/engines/ses.ts';
import type { AcceptedMail } from '../../lib/local/engines/ses-mailbag.ts';
import type { Actor } from './actors.ts';
import { daysLater, localDate } from './due-time.ts';
import type { Dice } from './faults.ts';
import { type Fact, isGone, isKnown, type Life } from './lives.ts';
import { dayMs, type Deed, type Plan, type Schedule, slotBefore } from './people.ts';
import { type MailedLink, type Page, unsubscribePath, type Visits } from './visits.ts';
import type { Witness } from './witness.ts';

export interface PersonWorld {
  life: Life;
  actor: Actor;
  visits: Visits;
  witness: Witness;
  dice: Dice;
  /** Puts an event of SES onto its way. */
  inject: (event: PublishedEvent) => Promise<void>;
}

type NewFact = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'beganMs' | 'toldMs'> : never) : never;

/** How often somebody tries before they give it up; ten minutes apart. */
const triesMax = 400;

/** Lives one player's life: signs up, and does what is planned for them. */
export async function live(world: PersonWorld): Promise<void> {
  const { player } = world.life;
  const person = new Person(world);
  if (!(await person.joins())) return;
  const later = player.habit === 'signs up again later' ? player.signsUpAt + 6 * dayMs : undefined;
  const plans: Plan[] = [
    ...player.plans,
    ...(later === undefined ? [] : [{ deed: 'signs up again' as const, atMs: later, atTheirSlot: false }]),
  ];
  for (const { deed, atMs, atTheirSlot } of plans.toSorted((a, b) => a.atMs - b.atMs)) {
    const slotMs = slotBefore(player, atMs);
    const meetsWork = atTheirSlot && slotMs > world.actor.nowMs();
    await world.actor.sleepUntil(meetsWork ? slotMs : atMs, meetsWork);
    await person.does(deed);
    // Nobody does two things within the same second, by which times are stored.
    await world.actor.sleep(1);
  }
}

class Person {
  readonly #world: PersonWorld;
  readonly #life: Life;
  #count = 0;

  constructor(world: PersonWorld) {
    this.#world = world;
    this.#life = world.life;
  }

  /** Signs up and confirms; false when no email ever asked for that. */
  async joins(): Promise<boolean> {
    const { actor, visits, life } = this.#world;
    const { habit } = life.player;
    await this.#signsUp(habit === 'posts the form twice at once' ? 2 : 1);
    const confirmation = async () => (await visits.linksTo(links.confirm, [life.address])).at(-1);
    // A person looks again later, and asks once more the next day.
    for (let looks = 1; (await confirmation()) === undefined; looks += 1) {
      await actor.sleep(looks < 100 ? 30 : 12 * 60);
      if (looks < 100 && looks % 48 === 0) await this.#signsUp();
    }
    return this.#confirms(habit === 'confirms twice at once' ? 2 : 1);
  }

  async does(deed: Deed): Promise<void> {
    this.#count += 1;
    const { actor, visits, dice, life } = this.#world;
    const { player } = life;
    life.diary.push(`${new Date(actor.nowMs()).toISOString()} ${deed}`);
    // Who was never mailed a link cannot do anything yet.
    const mails = visits.mailsTo(player.addresses);
    if (!mails.some(({ tags }) => /^(welcome|lesson)/.test(tags['delivery'] ?? ''))) return;
    const pick = <T>(options: readonly T[]) => dice.pick(options, 'which', ...this.#question());
    switch (deed) {
      case 'leaves by the link':
        return this.#leaves(await this.#latest(links.unsubscribe));
      case 'leaves with a farewell':
        return this.#leaves(await this.#latest(links.unsubscribe), { farewell: 'yes' });
      case 'leaves by one click':
        return this.#leaves(await this.#latest(links.unsubscribe), { 'List-Unsubscribe': 'One-Click' });
      case 'leaves by an old link':
        return this.#leaves(pick(await visits.linksTo(links.unsubscribe, player.addresses)));
      case 'presses one-click over and over':
        return this.#leaves(await this.#latest(links.unsubscribe), { 'List-Unsubscribe': 'One-Click' }, 5);
      case 'undoes leaving':
        return this.#undoes();
      case 'gives a reason': {
        const old = pick(await visits.linksTo(links.unsubscribe, player.addresses));
        await this.#untilTold(() => visits.post(hrefOf(links.reason, { token: old.token }), { reason: 'other' }));
        return undefined;
      }
      case 'signs up again':
        return this.#signsUpAgain();
      case 'pauses for a week':
        return this.#changes(links.pause, { weeks: '1' }, () => ({
          is: 'paused',
          untilDate: daysLater(localDate(actor.nowMs(), this.#schedule().zone), 7),
        }));
      case 'resumes':
        return this.#changes(links.resume, {}, () => ({ is: 'resumed' }));
      case 'changes zone': {
        const schedule = { ...this.#schedule(), zone: 'Asia/Tokyo' };
        return this.#changes(links.settings, this.#form(schedule), () => ({ is: 'schedule', schedule }));
      }
      case 'asks for links over and over':
        return this.#repeats(12, () => visits.post(hrefOf(links.askForLink), { email: life.address }));
      case 'asks to move':
        await this.#asksToMove();
        return undefined;
      case 'moves':
        return this.#moves();
      case 'cancels the move':
        return this.#cancels();
      case 'presses an old link':
        return this.#pressesOldLink();
      case 'a scanner opens every link':
        for (const mail of mails.slice(-3))
          for (const path of await visits.pathsIn(mail)) await quietly(visits.get(path));
        return undefined;
      case 'a stranger floods the forms':
        return this.#isFlooded();
      case 'starts again': {
        const again = (await visits.linksTo(links.again, [life.address])).at(-1);
        if (again !== undefined) await quietly(visits.post(hrefOf(links.again, { token: again.token })));
        return undefined;
      }
      case 'complains':
      case 'bounces': {
        const mail = mails.findLast(({ tags }) => tags['subscriber'] !== undefined)!;
        const beganMs = actor.nowMs();
        await this.#world.inject(feedbackAbout(mail, deed, new Date(beganMs).toISOString()));
        this.#learns(beganMs, { is: 'gone', by: deed === 'complains' ? 'complaint' : 'bounce' });
        return undefined;
      }
      default:
        return deed satisfies never;
    }
  }

  #question(): (string | number)[] {
    return [this.#life.player.addresses[0]!, this.#count];
  }

  #schedule(): Schedule {
    const { facts, player } = this.#life;
    const fact = facts.findLast((one) => one.is === 'schedule');
    return fact?.is === 'schedule' ? fact.schedule : player;
  }

  #form({ zone, lessonDay, sendTime }: Schedule): Record<string, string | string[]> {
    const reminderDays = this.#life.player.reminderDays.map(String);
    return { firstName: '', lessonDay: String(lessonDay), sendTime, zone, reminderDays, locale: 'en' };
  }

  #learns(beganMs: number, fact: NewFact): void {
    const toldMs = this.#world.actor.nowMs();
    this.#life.facts.push({ ...fact, beganMs, toldMs } as Fact);
    this.#life.diary.push(`${new Date(toldMs).toISOString()} is told: ${JSON.stringify(fact)}`);
  }

  /** Presses until the site says what became of it, as people do. Two at once are two fingers on one button. */
  async #untilTold(press: () => Promise<Page>, times = 1): Promise<Page> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const answers = await Promise.allSettled(Array.from({ length: times }, press));
      const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      // Of two fingers one may find that the other was first.
      const done = told.find(({ status }) => status < 300) ?? told.find(({ status }) => status < 500 && status !== 429);
      if (done !== undefined) return done;
      await this.#world.actor.sleep(10);
    }
    throw new Error('The site never came back');
  }

  /** Does something a number of times within a day, whatever comes of it. */
  async #repeats(times: number, post: (time: number) => Promise<Page>): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await quietly(post(time));
      await this.#world.actor.sleep(this.#world.dice.between(0, 120, 'pause', ...this.#question(), time));
    }
  }

  /** The latest link to a page in an email to the address where they are. */
  async #latest<L extends Extract<Link, { purpose: string }>>(page: L): Promise<MailedLink> {
    const { visits, life } = this.#world;
    const found =
      (await visits.linksTo(page, [life.address])).at(-1) ?? (await visits.linksTo(page, life.player.addresses)).at(-1);
    return found!;
  }

  async #signsUp(times = 1): Promise<void> {
    const { visits, life, actor } = this.#world;
    const form = { ...this.#form(this.#schedule()), email: life.address, consent: 'yes' };
    const page = await this.#untilTold(() => visits.post(hrefOf(links.signUp), form), times);
    if (page.status < 300 && !isKnown(life)) life.promised.push({ kind: 'confirmation', atMs: actor.nowMs() });
  }

  async #confirms(times = 1): Promise<boolean> {
    const { visits, life, actor } = this.#world;
    const link = (await visits.linksTo(links.confirm, [life.address])).at(-1)!;
    const beganMs = actor.nowMs();
    const page = await this.#returns(() =>
      this.#untilTold(() => visits.post(hrefOf(links.confirm, { token: link.token })), times),
    );
    if (page.status < 300) this.#learns(beganMs, { is: 'here', by: 'confirming' });
    return page.status < 300;
  }

  async #signsUpAgain(): Promise<void> {
    const { visits, life, actor } = this.#world;
    const askedMs = actor.nowMs();
    await this.#signsUp();
    if (!isGone(life)) return;
    for (let looks = 0; looks < 96; looks += 1) {
      await actor.sleep(30);
      if ((await visits.linksTo(links.confirm, [life.address], askedMs)).length > 0) {
        await this.#confirms();
        return;
      }
    }
  }

  /** Somebody may come back from here on. If it comes to nothing, they are gone as before. */
  async #returns(press: () => Promise<Page>): Promise<Page> {
    const { life, witness } = this.#world;
    const wasGone = isGone(life);
    const gone = life.gone.at(-1);
    if (wasGone) gone!.until = witness.now();
    const page = await press();
    if (wasGone && page.status >= 300) life.gone.push({ ...gone!, from: witness.now(), until: Infinity });
    return page;
  }

  async #leaves({ token }: MailedLink, fields: Record<string, string> = {}, times = 1): Promise<void> {
    const { visits, life, actor, witness } = this.#world;
    const beganMs = actor.nowMs();
    for (let time = 0; time < times; time += 1) {
      const page = await this.#untilTold(() => visits.post(unsubscribePath(token), fields), times > 1 ? 2 : 1);
      if (page.status >= 300) throw new Error(`Leaving was answered with ${page.status}`);
      if (!isGone(life)) {
        life.gone.push({ from: witness.now(), until: Infinity, by: 'leaving' });
        this.#learns(beganMs, { is: 'gone', by: 'leaving' });
      }
      const undo = /unsubscribe\/([^/"]+)\/undo/.exec(page.text)?.[1];
      if (undo !== undefined) life.undoToken = undo;
      const saysSo = page.text.includes('All mail has stopped');
      if (fields['farewell'] !== undefined && saysSo) life.promised.push({ kind: 'farewell', atMs: actor.nowMs() });
      if (times > 1) await actor.sleep(7);
    }
  }

  async #undoes(): Promise<void> {
    const { visits, life, actor } = this.#world;
    if (life.undoToken === undefined) return;
    const beganMs = actor.nowMs();
    const path = hrefOf(links.undo, { token: life.undoToken });
    const page = await this.#returns(() => this.#untilTold(() => visits.post(path)));
    if (page.status < 300) this.#learns(beganMs, { is: 'here', by: 'undoing' });
  }

  /** Changes something by the latest link that they have. It may be void: what it did then stays as it was. */
  async #changes(
    page: typeof links.pause | typeof links.resume | typeof links.settings,
    fields: Record<string, string | string[]>,
    fact: () => NewFact,
  ): Promise<void> {
    const { visits, life, actor } = this.#world;
    const link = (await visits.linksTo(links.settings, [life.address])).at(-1);
    if (link === undefined) return;
    const beganMs = actor.nowMs();
    const answer = await this.#untilTold(() => visits.post(hrefOf(page, { token: link.token }), fields));
    if (answer.status < 300 && !isGone(life)) this.#learns(beganMs, fact());
  }

  /** Asks for a link, and by that to move on to their next address. False when the emails for it did not come, or said no. */
  async #asksToMove(): Promise<string | undefined> {
    const { visits, life, actor } = this.#world;
    const { addresses } = life.player;
    const to = addresses[addresses.indexOf(life.address) + 1];
    if (to === undefined) return undefined;
    for (let days = 0; days < 3; days += 1) {
      const askedMs = actor.nowMs();
      await this.#untilTold(() => visits.post(hrefOf(links.askForLink), { email: life.address }));
      // Its link is good for an hour.
      for (let looks = 0; looks < 5; looks += 1) {
        await actor.sleep(10);
        const link = (await visits.linksTo(links.data, [life.address], askedMs)).at(-1);
        if (link === undefined) continue;
        const path = hrefOf(links.address, { token: link.token });
        const page = await quietly(visits.post(path, { email: to }));
        if (page?.text.includes('Look in the inbox of your new address') === true) return to;
      }
      await actor.sleep(11 * 60);
    }
    return undefined;
  }

  async #moves(): Promise<void> {
    const { visits, life, actor } = this.#world;
    const to = await this.#asksToMove();
    if (to === undefined) return;
    const confirmation = async () => (await visits.linksTo(links.move, [to])).at(-1);
    for (let looks = 0; looks < 48 && (await confirmation()) === undefined; looks += 1) await actor.sleep(30);
    const link = await confirmation();
    if (link === undefined) return;
    const beganMs = actor.nowMs();
    const page = await this.#untilTold(() => visits.post(hrefOf(links.move, { token: link.token })));
    if (page.status >= 300) return;
    life.address = to;
    this.#learns(beganMs, { is: 'moved', to });
  }

  /** By the notice that went to the address before. */
  async #cancels(): Promise<void> {
    const { visits, life, actor } = this.#world;
    const before = life.player.addresses[life.player.addresses.indexOf(life.address) - 1];
    if (before === undefined) return;
    const notice = async () => (await visits.linksTo(links.takeBack, [before])).at(-1);
    for (let looks = 0; looks < 48 && (await notice()) === undefined; looks += 1) await actor.sleep(30);
    const link = await notice();
    if (link === undefined) return;
    const beganMs = actor.nowMs();
    const path = hrefOf(links.takeBack, { token: link.token });
    const page = await this.#returns(() => this.#untilTold(() => visits.post(path)));
    if (page.status >= 300) return;
    life.address = before;
    this.#learns(beganMs, { is: 'moved', to: before });
    this.#learns(beganMs, { is: 'here', by: 'cancelling a move' });
  }

  /** One of the links of an email from long ago, at whichever address. What it may still do is up to the site; leaving it must not undo. */
  async #pressesOldLink(): Promise<void> {
    const { visits, life, dice, actor } = this.#world;
    const mails = visits.mailsTo(life.player.addresses);
    const mail = dice.pick(mails.slice(0, Math.ceil(mails.length / 2)), 'mail', ...this.#question());
    const paths = (await visits.pathsIn(mail)).filter((path) => !/^\/(unsubscribe|confirm|take-back)\//.test(path));
    if (paths.length === 0) return;
    const path = dice.pick(paths, 'path', ...this.#question());
    await quietly(visits.get(path));
    const beganMs = actor.nowMs();
    const page = await quietly(visits.post(path.split('?')[0]!));
    if (page?.status !== 200 || !path.startsWith(hrefOf(links.move, { token: '' }))) return;
    life.address = mail.destinations[0]!;
    this.#learns(beganMs, { is: 'moved', to: life.address });
  }

  /** Somebody else posts the forms over and over, for their address and other names of it. */
  async #isFlooded(): Promise<void> {
    const { visits, life, dice } = this.#world;
    const [name, domain] = life.player.addresses[0]!.split('@');
    await this.#repeats(20, (time) => {
      const tag = dice.pick(['', '+shop', '+news', `+${time}`], 'tag', ...this.#question(), time);
      const email = `${name}${tag}@${domain}`;
      const network = `198.51.${time}.7`;
      return dice.roll('form', ...this.#question(), time) < 0.5
        ? visits.post(hrefOf(links.askForLink), { email }, network)
        : visits.post(hrefOf(links.signUp), { ...this.#form(this.#schedule()), email, consent: 'yes' }, network);
    });
  }
}

/** Whatever becomes of it. */
function quietly(page: Promise<Page>): Promise<Page | undefined> {
  return page.catch(() => undefined);
}

/** An event as SES publishes it when a receiver's server, or the receiver, objects. */
function feedbackAbout(mail: AcceptedMail, deed: 'complains' | 'bounces', timestamp: string): PublishedEvent {
  const [emailAddress] = mail.destinations;
  const about = {
    mail: {
      messageId: mail.messageId,
      timestamp: mail.sentAt,
      destination: mail.destinations,
      tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
  const feedbackId = `feedback-${mail.messageId}`;
  return deed === 'complains'
    ? {
        eventType: 'Complaint',
        ...about,
        complaint: { complainedRecipients: [{ emailAddress }], timestamp, feedbackId },
      }
    : {
        eventType: 'Bounce',
        ...about,
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress }],
          timestamp,
          feedbackId,
        },
      };
}
