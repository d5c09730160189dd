import { Hono } from 'hono';
import { everyLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { keepPlan, planMax } from '../../../core/actions/practising.ts';
import { typedText } from '../../../core/person/typed-text.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { Plan } from './plan.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';

const PlanText = typedText(planMax, { lines: 'one' });

/** "When …, I will …": picked or written for a lesson, and quoted in its reminders. */
export const keepingAPlan = new Hono<SiteEnv>()
  .get(links.plan.path, async (c) => {
    const link = await openLink(c, links.plan);
    return link.open ? show(c, link, {}) : link.answer;
  })
  .post(links.plan.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.plan);
    if (!link.open) return link.answer;
    // What somebody wrote goes before what they ticked: it is the later thought.
    const own = form.one('own');
    const reading = PlanText.safeParse(own.trim() === '' ? form.one('plan') : own);
    if (!reading.success) return show(c, link, { own, error: reading.error.issues[0]!.message });
    const plan = { lesson: c.req.param('lesson'), text: reading.data };
    const kept = await keepPlan(link.id, plan, c.var.world);
    const done = plan.text === '' ? 'No plan is kept for this lesson.' : 'Kept. Your reminders will quote it.';
    return show(c, link, { done: kept ? done : undefined });
  });

interface ToShow {
  own?: string;
  error?: string;
  done?: string | undefined;
}

async function show(c: SiteContext, link: Opened<Links['plan']>, { own, error, done }: ToShow): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  const lesson = everyLesson(world.series.of(person)).find((one) => one.id === c.req.param('lesson'));
  if (lesson === undefined) return c.notFound() as Response;
  const content = <Plan {...{ person, world, link, lesson, own, error, done }} />;
  const title = 'Your plan';
  return error === undefined
    ? respond(c, { title, content })
    : respond(c, { title: `Please check: ${title}`, content }, 422);
}
