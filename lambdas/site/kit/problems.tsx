import { HTTPException } from 'hono/http-exception';
import { links } from '../../core/mail/links.ts';
import { words } from '../../content/words.ts';
import { isOfApi, problem } from '../api/problems.ts';
import type { PageContext } from './env.ts';
import { Sheet } from './sheet.tsx';
import { respond } from './respond.tsx';
import { hrefOf } from './hrefs.ts';

const says = words.problems;

/** Seconds after which a store that failed is worth another try. */
const retryAfterSeconds = 60;

/** Says that there is no such page. */
export function notFound(c: PageContext): Promise<Response> {
  return respond(c, {
    title: says.notFound.title,
    content: (
      <Sheet heading={says.notFound.heading}>
        <p>{says.notFound.about}</p>
        <p>
          <a href={hrefOf(links.home)}>{words.parts.home}</a>
        </p>
      </Sheet>
    ),
    status: 404,
  });
}

/** Says which methods a page knows. */
export async function methodNotAllowed(c: PageContext, methods: string[]): Promise<Response> {
  const allow = [...methods, 'OPTIONS'].join(', ');
  c.header('Allow', allow);
  if (c.req.method === 'OPTIONS') return c.body(null, 204);
  return respond(c, {
    title: says.otherWay.title,
    content: (
      <Sheet heading={says.otherWay.heading}>
        <p>{says.otherWay.about}</p>
        <p>
          <a href={hrefOf(links.home)}>{words.parts.home}</a>
        </p>
      </Sheet>
    ),
    status: 405,
  });
}

/**
 * What the answer to a request that went wrong says. Never why: that is for the log, with ids only.
 *
 * @param route - its pattern, never the address: that may hold a token
 */
export function wentWrong(error: Error, c: PageContext, route: string): Promise<Response> | Response {
  if (error instanceof HTTPException) return refused(c, error.status);
  const ours = isOurMistake(error);
  c.var.deps.log.error('site.failed', { route, method: c.req.method, subscriber: c.var.subscriber }, error);
  if (!ours) c.header('Retry-After', String(retryAfterSeconds));
  if (isOfApi(c.req.path)) return problem(c, ours ? 'fault' : 'unavailable');
  return respond(c, {
    title: words.ourFault.title,
    content: (
      <div class="narrow">
        <article class="care">
          <h1>{words.ourFault.title}</h1>
          <p>{words.ourFault.text}</p>
          <p>
            {words.ourFault.keeps({ write: (linked) => <a href={`mailto:${c.var.deps.sender.replyTo}`}>{linked}</a> })}
          </p>
        </article>
      </div>
    ),
    status: ours ? 500 : 503,
  });
}

/** Trying again does not help against a mistake in the program; against everything else it may. */
function isOurMistake(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

function refused(c: PageContext, status: HTTPException['status']): Promise<Response> {
  const { title, heading, about } = status === 413 ? says.tooMuch : says.unreadable;
  const content = (
    <Sheet heading={heading}>
      <p>{about}</p>
    </Sheet>
  );
  return respond(c, { title, content, status: status === 413 || status === 415 ? status : 400 });
}
