import type { WebhookEventType, WebhookInclude } from '../../../core/webhooks/webhook-contract.ts';
import type { SiteDeps } from '../../kit/deps.ts';

/** What the operator's own systems are told of, in the words of whom it is about. */
const events: Record<WebhookEventType, string> = {
  subscribed: 'that you subscribed',
  'lesson.sent': 'which lesson you got',
  checkin: 'that you answered a check-in',
  completed: 'that your course ended',
  unsubscribed: 'that you left',
  bounced: 'that mail to you bounced',
  complained: 'that you marked an email as spam',
  erased: 'that you had everything erased',
};
const answers = 'what you answered in a check-in (not the line to yourself)';

/** What goes along with any of them. */
const along: Partial<Record<WebhookInclude, string>> = { address: 'your email address', firstName: 'your first name' };

/** Does anybody else learn what people answer in check-ins? */
export function tellsAnswers(webhooks: SiteDeps['webhooks']): boolean {
  return webhooks.events.includes('checkin') && webhooks.includes.includes('answers');
}

/** Who else gets something, and what of it: nobody, or the operator's own systems. */
export function Disclosure({ webhooks, sender }: Pick<SiteDeps, 'webhooks' | 'sender'>) {
  if (webhooks.events.length === 0) return <>Nobody else gets it.</>;
  const erases = webhooks.events.includes('erased');
  const told = webhooks.events.map((one) => (one === 'checkin' && tellsAnswers(webhooks) ? answers : events[one]));
  const details = webhooks.includes.flatMap((one) => along[one] ?? []);
  return (
    <>
      Nobody else gets it, but for this: the service tells another system of {sender.name} {listed(told)}, each with{' '}
      {listed(['the time', 'your subscriber number', ...details])}. What it was told, it keeps for itself:{' '}
      {erases ? 'it is told when you have everything erased, but not of' : 'it is not told of'} other deletions. To have
      it deleted there, write to us.
    </>
  );
}

function listed(words: readonly string[]): string {
  const last = words.at(-1)!;
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
