import { Hono } from 'hono';
import {
  adaptLessons,
  changeSeries,
  changeSettings,
  chooseBranch,
  pauseForWeeks,
  pauseUntil,
  resume,
  voidLinks,
} from '../../../core/actions/changing.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { isPerson, type Person } from '../../../core/person/subscriber.ts';
import { branchIn } from '../../../core/course/series.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import type { Errors } from '../../kit/field.tsx';
import { dateAndYear } from './pause.tsx';
import { LinkForm } from '../../kit/link-form.tsx';
import { Settings } from './settings.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { dateRefused, type PauseTyped, readPause } from './pause-form.ts';
import { respond } from '../../kit/respond.tsx';
import { branchNotAgreed } from '../sign-up/sign-up-form.ts';
import { readSchedule, scheduleOf, scheduleTyped, type ScheduleTyped } from './schedule-form.ts';

/** The settings page of a mail's link, and what its buttons do. */
export const changingSettings = new Hono<SiteEnv>()
  .get(links.settings.path, async (c) => {
    const link = await openLink(c, links.settings);
    return link.open ? show(c, link, {}) : link.answer;
  })
  .post(links.settings.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.settings);
    if (!link.open) return link.answer;
    const typed = scheduleTyped(form);
    const reading = readSchedule(typed);
    if ('errors' in reading) return show(c, link, { typed, errors: reading.errors });
    const saved = await changeSettings(link.id, reading.schedule, c.var.world);
    return show(c, link, { done: saved ? () => 'Saved.' : undefined });
  })
  .post(links.branch.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.branch);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    const branch = isPerson(person) ? branchIn(world.series.of(person), form.one('branch')) : undefined;
    const ticked = form.one('health') === 'yes';
    if (isPerson(person) && person.healthConsent === undefined && branch !== undefined && !ticked) {
      return show(c, link, { branch, errors: { health: branchNotAgreed } });
    }
    const agreement = { textVersion: presentWording('health').version, source: 'settings-page' };
    const saved = await chooseBranch(link.id, branch, world, ticked ? agreement : undefined);
    return show(c, link, { done: saved ? () => 'Saved.' : undefined });
  })
  .post(links.changeSeries.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.changeSeries);
    if (!link.open) return link.answer;
    const series = c.var.world.series.find(form.one('series'));
    const changed = series !== undefined && (await changeSeries(link.id, series, c.var.world));
    return show(c, link, { done: changed ? () => `You are in “${series.title}” now.` : undefined });
  })
  .post(links.adapt.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.adapt);
    if (!link.open) return link.answer;
    const saved = await adaptLessons(link.id, form.one('adapt') === 'yes', c.var.world);
    return show(c, link, { done: saved ? () => 'Saved.' : undefined });
  })
  .post(links.pause.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.pause);
    if (!link.open) return link.answer;
    const wanted = readPause(form);
    if ('error' in wanted) return show(c, link, { pause: wanted });
    const { world } = c.var;
    const paused =
      'weeks' in wanted
        ? await pauseForWeeks(link.id, wanted.weeks, world)
        : await pauseUntil(link.id, wanted.until, world);
    if (!paused && 'until' in wanted) return show(c, link, { pause: dateRefused(wanted.until) });
    return show(c, link, { done: paused ? pausedInWords : undefined });
  })
  .post(links.resume.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.resume);
    if (!link.open) return link.answer;
    const resumed = await resume(link.id, c.var.world);
    return show(c, link, { done: resumed ? () => 'The pause is over.' : undefined });
  })
  .post(links.voidLinks.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.voidLinks);
    if (!link.open) return link.answer;
    await voidLinks(link.id, c.var.world);
    const content = (
      <Sheet heading="Your earlier links are void" tone="good">
        <p>
          They open nothing any more, and nor does the link of this page. The next e-mail from us has new ones. If you
          need one before, we mail it to you.
        </p>
        <LinkForm />
      </Sheet>
    );
    return respond(c, { title: 'Earlier links are void', content });
  });

interface ToShow {
  typed?: ScheduleTyped;
  /** A branch as it was chosen. */
  branch?: string;
  errors?: Errors;
  pause?: PauseTyped;
  /** Says what was done, from what is now stored. */
  done?: ((person: Person) => string) | undefined;
}

/** Shows what is stored now, read after the change: the page never says what it only hopes. */
async function show(
  c: SiteContext,
  link: Opened<Links['settings']>,
  { typed, branch, errors = {}, pause = { until: '' }, done }: ToShow,
) {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  const wrong = Object.keys(errors).length > 0 || pause.error !== undefined;
  const content = (
    <Settings
      person={person}
      world={world}
      link={link}
      typed={typed ?? scheduleOf(person)}
      branch={branch ?? person.branch}
      errors={errors}
      pause={pause}
      {...(done !== undefined && { done: done(person) })}
    />
  );
  const title = 'Your settings';
  return wrong ? respond(c, { title: `Please check: ${title}`, content }, 422) : respond(c, { title, content });
}

function pausedInWords({ pausedUntil }: Person): string {
  return pausedUntil === undefined ? 'Saved.' : `Paused until ${dateAndYear(pausedUntil)}.`;
}
