import { Hono } from 'hono';
import { checkIn, checkInsUntilNow, saidThisWeek } from '../../../core/actions/check-in.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import { hardAnswer } from '../../../core/course/hard-answer.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { together } from '../../../core/kit/parallel.ts';
import { checkInTyped, type CheckInTyped, readCheckIn, typedBefore } from './check-in-form.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import { isPerson, isSubscribed, type Person } from '../../../core/person/subscriber.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { CheckInForm } from './check-in.tsx';
import type { Errors } from '../../kit/field.tsx';
import { HardAnswerCard } from './hard-answer.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { Progress } from './progress.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteWorld } from '../../kit/world.ts';

/** Every so many lessons the form asks a little more: the items of PEG. */
const longEvery = 4;

const notAgreed = 'Tick this box if we may store your answers. Without it we store nothing.';

/** The check-in of a lesson's link, and the page that shows what came of it. Opening either records nothing. */
export const checkingIn = new Hono<SiteEnv>()
  .get(links.checkIn.path, async (c) => {
    const link = await openLink(c, links.checkIn);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (!isSubscribed(person)) return respond(c, inactivePage(person, link, world));
    const said = await saidThisWeek(person, world);
    const typed = typedBefore(said);
    return ask(c, person, said, { ...typed, days: c.req.query('days') ?? typed.days }, {});
  })
  .post(links.checkIn.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.checkIn);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const before = await world.subscribers.find(link.id);
    if (!isSubscribed(before)) return respond(c, inactivePage(before, link, world));
    // What the form did not ask for, or does not show, stays as it was said.
    const earlier = await saidThisWeek(before, world);
    const typed = checkInTyped(form, typedBefore(earlier));
    const reading = readCheckIn(typed);
    if ('errors' in reading) return ask(c, before, earlier, typed, reading.errors);
    const said = { ...(earlier?.note !== undefined && { note: earlier.note }), ...reading.said };
    const agreement = { textVersion: presentWording('health').version, source: 'check-in-page' };
    const outcome = await checkIn(link.id, said, world, typed.health ? agreement : undefined);
    if (outcome === 'not-agreed') return ask(c, before, earlier, typed, { health: notAgreed });
    const person = await world.subscribers.find(link.id);
    if (outcome === 'nobody' || !isPerson(person)) return respond(c, inactivePage(person, link, world));
    return respond(c, { title: 'Saved', content: saved(person, link, world) });
  })
  .get(links.progress.path, async (c) => {
    const link = await openLink(c, links.progress);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const [person, checkIns] = await together([world.subscribers.find(link.id), world.diary.all(link.id)]);
    if (!isSubscribed(person)) return respond(c, inactivePage(person, link, world));
    return respond(c, { title: 'Your weeks so far', content: <Progress {...{ person, checkIns, world }} /> });
  });

/** The page after the answers are stored. After a hard one it begins with whom to call, and has no praise and no trend. */
function saved(person: Person, link: Opened<Links['checkIn']>, world: SiteWorld) {
  const answer = hardAnswer(checkInsUntilNow(person, world));
  const card = answer !== undefined && (
    <HardAnswerCard
      answer={answer}
      country={world.contacts.at(person.preferences.zone)}
      badDay={onward(link, links.ownBadDay)}
    />
  );
  const isHard = answer !== undefined && answer.rule !== 'note';
  return (
    <Sheet heading={isHard ? 'Saved' : 'Saved. Thank you'} {...(!isHard && { tone: 'good' as const })}>
      {card}
      <p>You can change it until the end of the week, by the same link.</p>
      {answer?.rule !== 'danger' && (
        <>
          <NextLesson person={person} world={world} />
          <p>
            Your e-mails have a link to your weeks so far, or <a href={hrefOf(links.askForLink)}>ask for one</a>.
          </p>
        </>
      )}
    </Sheet>
  );
}

async function ask(
  c: SiteContext,
  person: Person,
  said: CheckIn | undefined,
  typed: CheckInTyped,
  errors: Errors,
): Promise<Response> {
  const lessons = Object.keys(person.sent).length;
  const isTyped = typed.enjoyment !== '' || typed.activity !== '';
  const long = isTyped || (lessons > 0 && lessons % longEvery === 0);
  const content = (
    <CheckInForm
      {...{ typed, errors, long }}
      at={c.req.path}
      agreed={person.healthConsent !== undefined}
      noted={said?.note !== undefined}
    />
  );
  const wrong = Object.keys(errors).length > 0;
  return respond(
    c,
    { title: wrong ? 'Please check: How was your week?' : 'How was your week?', content },
    wrong ? 422 : 200,
  );
}
