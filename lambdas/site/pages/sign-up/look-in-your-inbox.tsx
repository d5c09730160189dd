import { words } from '../../../content/words.ts';
import type { Series } from '../../../core/course/series.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import type { SiteContext } from '../../kit/env.ts';
import { Form } from '../../kit/forms.ts';
import { doneWith } from '../../kit/receipt.ts';
import { respond } from '../../kit/respond.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { signUpSent, signUpTyped, type SignUpTyped } from './sign-up-form.ts';
import { SendSignUp } from './form-parts.tsx';

const said = words.signUp.inbox;

/** A sign-up as it goes along, sealed, to the page that says what was done with it. */
export function writeSignUp(typed: SignUpTyped): string {
  return String(new URLSearchParams(signUpSent(typed)));
}

function readAgain(text: string): SignUpTyped {
  const fields = new FormData();
  for (const [name, value] of new URLSearchParams(text)) fields.append(name, value);
  return signUpTyped(new Form(fields));
}

/**
 * The one answer to a sign-up, whoever the address belongs to: it says what was typed, and what we do with any address. Somebody who keeps its address
 * can read what was typed for as long as the page says that anything was done.
 */
export function lookInYourInbox(c: SiteContext, series: Series): Promise<Response> {
  c.set('scripts', ['busy']);
  const { sender, series: library } = c.var.deps;
  const text = doneWith(c);
  const typed = text === undefined ? undefined : readAgain(text);
  const start = hrefIn(library.pathOf(series), links.home);
  const content = (
    <Sheet heading={said.heading} tone="good">
      <p class="lede">
        {typed === undefined
          ? said.onItsWayNobody
          : said.onItsWay({ address: typed.email.trim(), b: (shown) => <b class="address">{shown}</b> })}
      </p>
      <h2>{said.notThere}</h2>
      <ul>
        <li>{said.spam({ sender: sender.name })}</li>
        <li>{said.typo({ again: (linked) => <a href={`${start}#email`}>{linked}</a> })}</li>
        <li>{said.already}</li>
        <li>{said.write({ write: (linked) => <a href={`mailto:${sender.replyTo}`}>{linked}</a> })}</li>
      </ul>
      {typed !== undefined && <SendSignUp series={series} typed={typed} label={said.again} look="quiet" />}
      <p class="hint">
        {said.rule} {said.forget}
      </p>
    </Sheet>
  );
  return respond(c, { title: said.heading, content });
}
