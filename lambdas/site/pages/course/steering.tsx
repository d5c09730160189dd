import { Hono } from 'hono';
import { links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { asUsual, haveAgain, leaveOut, moveMail, skipMail, takeBackIn } from '../../../core/actions/steering.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm, type Form } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { Course } from './course.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteWorld } from '../../kit/world.ts';

/** What the buttons of the course page do, and what the page then says. */
const steps: Record<string, { take: (id: string, form: Form, world: SiteWorld) => Promise<boolean>; done: string }> = {
  again: {
    take: (id, form, world) => haveAgain(id, form.one('lesson'), world),
    done: 'This lesson comes once more next time. Then the course goes on.',
  },
  'leave-out': {
    take: (id, form, world) => leaveOut(id, form.one('lesson'), world),
    done: 'Left out. The course goes on with the next lesson.',
  },
  'back-in': {
    take: (id, form, world) => takeBackIn(id, form.one('lesson'), world),
    done: 'This lesson is part of your course again.',
  },
  'skip-mail': {
    take: (id, form, world) => skipMail(id, form.one('date'), world),
    done: 'Done. That e-mail does not come.',
  },
  move: {
    take: (id, form, world) => moveMail(id, form.one('date'), form.one('to'), world),
    done: 'Moved.',
  },
  'as-usual': { take: (id, _, world) => asUsual(id, world), done: 'Everything comes on its usual day again.' },
};

/** The page on which people steer their course, and its buttons. Opening it changes nothing. */
export const steering = new Hono<SiteEnv>()
  .get(links.course.path, async (c) => {
    const link = await openLink(c, links.course);
    return link.open ? show(c, link) : link.answer;
  })
  .post(links.steer.path, async (c) => {
    const step = Object.hasOwn(steps, c.req.param('step')) ? steps[c.req.param('step')] : undefined;
    if (step === undefined) return c.notFound();
    const form = await readForm(c);
    const link = await openLink(c, links.steer);
    if (!link.open) return link.answer;
    const taken = await step.take(link.id, form, c.var.world);
    return show(c, link, taken ? step.done : 'Nothing was changed: that e-mail or lesson is not to come any more.');
  });

async function show(c: SiteContext, link: Opened<Links['course']>, done?: string): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  return respond(c, { title: 'Your course', content: <Course {...{ person, world, link, done }} /> });
}
