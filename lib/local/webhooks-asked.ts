import * as z from 'zod';
import { parseSettings } from '../../lambdas/core/settings.ts';
import { webhookEventTypes, WebhookUrl } from '../../lambdas/core/webhooks/webhook-contract.ts';

const Asked = z.object({
  WEBHOOK_URL: WebhookUrl,
  WEBHOOK_EVENTS: z.string().default(webhookEventTypes.join(' ')),
  WEBHOOK_INCLUDES: z.string().default(''),
});
export type WebhooksAsked = z.output<typeof Asked>;

/**
 * What the environment asks for; nothing without WEBHOOK_URL.
 *
 * @throws SettingsError when that is no address for it
 */
export function webhooksAsked(
  environment: Record<string, string | undefined> = process.env,
): WebhooksAsked | undefined {
  if (!environment['WEBHOOK_URL']) return undefined;
  const { WEBHOOK_EVENTS, ...given } = environment;
  return parseSettings(Asked, { ...given, WEBHOOK_EVENTS: WEBHOOK_EVENTS || undefined });
}
