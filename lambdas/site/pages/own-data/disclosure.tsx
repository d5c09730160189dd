import { perLanguage, words } from '../../../content/words.ts';
import type { WebhookEventType, WebhookInclude } from '../../../core/webhooks/webhook-contract.ts';
import type { SiteDeps } from '../../kit/deps.ts';
import { listed } from '../../kit/lists.tsx';

const says = words.disclosure;

/** What the operator's own systems are told of, in the words of whom it is about. */
const events: Record<WebhookEventType, string> = perLanguage(() => ({
  subscribed: says.events.subscribed,
  'lesson.sent': says.events.lessonSent,
  checkin: says.events.checkin,
  completed: says.events.completed,
  unsubscribed: says.events.unsubscribed,
  bounced: says.events.bounced,
  complained: says.events.complained,
  erased: says.events.erased,
}));

/** What goes along with any of them. */
const along: Partial<Record<WebhookInclude, string>> = perLanguage(() => ({
  address: says.details.address,
  firstName: says.details.firstName,
  locale: says.details.locale,
}));

/** Does anybody else learn what people answer in check-ins? */
export function tellsAnswers(webhooks: SiteDeps['webhooks']): boolean {
  return webhooks.events.includes('checkin') && webhooks.includes.includes('answers');
}

/** Who else gets something, and what of it: nobody, or the operator's own systems. */
export function Disclosure({ webhooks, sender }: Pick<SiteDeps, 'webhooks' | 'sender'>) {
  if (webhooks.events.length === 0) return <>{says.nobody}</>;
  const told = webhooks.events.map((one) =>
    one === 'checkin' && tellsAnswers(webhooks) ? says.events.answers : events[one],
  );
  const details = webhooks.includes.flatMap((one) => along[one] ?? []);
  return (
    <>
      {says.told({
        sender: sender.name,
        events: listed(told),
        details: listed([says.details.time, says.details.number, ...details]),
        erasing: webhooks.events.includes('erased') ? 'told' : 'untold',
      })}
    </>
  );
}
