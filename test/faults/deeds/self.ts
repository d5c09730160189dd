import type { Link } from '../../../lambdas/core/mail/links.ts';
import type { PublishedEvent } from '../../../lib/local/emulators/ses.ts';
import type { Actor } from '../actors.ts';
import type { Dice } from '../faults.ts';
import { type Fact, isGone, type Life } from '../lives.ts';
import type { Schedule } from '../people.ts';
import type { MailedLink, Page, Visits } from '../visits.ts';
import type { Witness } from '../witness.ts';

/** A person at what they do. */
export interface Self {
  life: Life;
  actor: Actor;
  visits: Visits;
  witness: Witness;
  dice: Dice;
  /** Puts an event of SES onto its way. */
  inject: (event: PublishedEvent) => Promise<void>;
  /** How many things they have done, so that dice fall anew for each. */
  count: number;
}

export type NewFact = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'beganMs' | 'toldMs'> : never) : never;

/** How often somebody tries before they give it up; ten minutes apart. */
const triesMax = 400;

/** Whatever becomes of it. */
export function quietly(page: Promise<Page>): Promise<Page | undefined> {
  return page.catch(() => undefined);
}

export function questionOf(self: Self): (string | number)[] {
  return [self.life.player.addresses[0]!, self.count];
}

export function scheduleOf(self: Self): Schedule {
  const { facts, player } = self.life;
  const fact = facts.findLast((one) => one.is === 'schedule');
  return fact?.is === 'schedule' ? fact.schedule : player;
}

export function formOf(
  self: Self,
  { zone, lessonDay, sendTime, reminderTime, pace }: Schedule,
): Record<string, string | string[]> {
  const reminderDays = self.life.player.reminderDays.map(String);
  const when = { lessonDay: String(lessonDay), sendTime, zone, reminderDays, reminderTime, weeksBetween: String(pace) };
  return { firstName: '', ...when, locale: 'en' };
}

export function learns(self: Self, beganMs: number, fact: NewFact): void {
  const toldMs = self.actor.nowMs();
  self.life.facts.push({ ...fact, beganMs, toldMs } as Fact);
  self.life.diary.push(`${new Date(toldMs).toISOString()} is told: ${JSON.stringify(fact)}`);
}

/** Presses until the site says what became of it, as people do. Two at once are two fingers on one button. */
export async function untilTold(self: Self, press: () => Promise<Page>, times = 1): Promise<Page> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const answers = await Promise.allSettled(Array.from({ length: times }, press));
    const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    // Of two fingers one may find that the other was first.
    const done = told.find(({ status }) => status < 300) ?? told.find(({ status }) => status < 500 && status !== 429);
    if (done !== undefined) return done;
    await self.actor.sleep(10);
  }
  throw new Error('The site never came back');
}

/** Does something a number of times within a day, whatever comes of it. */
export async function repeats(self: Self, times: number, post: (time: number) => Promise<Page>): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await quietly(post(time));
    await self.actor.sleep(self.dice.between(0, 120, 'pause', ...questionOf(self), time));
  }
}

/** Somebody may come back from here on. If it comes to nothing, they are gone as before. */
export async function returns(self: Self, press: () => Promise<Page>): Promise<Page> {
  const { life, witness } = self;
  const wasGone = isGone(life);
  const gone = life.gone.at(-1);
  if (wasGone) gone!.until = witness.now();
  const page = await press();
  if (wasGone && page.status >= 300) life.gone.push({ ...gone!, from: witness.now(), until: Infinity });
  return page;
}

/** The latest link to a page in an email to the address where they are. */
export async function latest<L extends Extract<Link, { purpose: string }>>(self: Self, page: L): Promise<MailedLink> {
  const { visits, life } = self;
  const found =
    (await visits.linksTo(page, [life.address])).at(-1) ?? (await visits.linksTo(page, life.player.addresses)).at(-1);
  return found!;
}
