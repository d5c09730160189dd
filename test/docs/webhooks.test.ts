import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keyringOf, webhookSecretOf } from '../../lambdas/adapters/keys/keyring.ts';
import { systemClock } from '../../lambdas/adapters/system-clock.ts';
import { webhookReceiver } from '../../lambdas/adapters/webhook-receiver.ts';
import { WebhookEvent, webhookIncludes } from '../../lambdas/core/webhooks/webhook-contract.ts';
import { signedHeaders } from '../../lambdas/core/webhooks/webhook-delivery.ts';
import { freePort } from '../../lib/local/emulators/free-port.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/webhooks.md'), 'utf8');
const code = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text!);

describe('docs/webhooks.md', () => {
  test('has an example of each event, as it is sent', () => {
    const [, ...examples] = code('json').map((text) => JSON.parse(text) as unknown);
    // Strictly: what the schema does not know would be left out.
    expect(examples.map((example) => WebhookEvent.parse(example))).toEqual(examples);
    const types = WebhookEvent.options.map(({ shape }) => shape.type.value);
    expect((examples as WebhookEvent[]).map(({ type }) => type)).toEqual(types);
    for (const word of [...types, ...webhookIncludes]) expect(page).toContain(`\`${word}\``);
  });

  test('has a receiver that works: it takes what is signed, and nothing else', async () => {
    const keys = JSON.stringify({ identity: 'a', current: 'a', a: 'a'.repeat(32) });
    const port = await freePort();
    const receiver = spawn(process.execPath, ['--input-type=module', '-e', code('js')[0]!], {
      cwd: root,
      env: { ...process.env, PORT: String(port), SECRET: webhookSecretOf(keys) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let said = '';
      receiver.stdout.on('data', (text) => (said += String(text)));
      const { post } = webhookReceiver(`http://127.0.0.1:${port}/`, 5_000);
      const body = code('json')[1]!;
      const headers = signedHeaders('evt_1_0', body, { wallClock: systemClock, keyring: keyringOf(keys) });
      const taken = async () => {
        for (;;) {
          const answer = await post(body, headers);
          if (answer.answered) return answer;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      expect(await taken()).toEqual({ answered: true, status: 204 });
      // What it prints may come after its answer.
      while (!said.includes('}')) await once(receiver.stdout, 'data');
      expect(said).toContain("evt_1_0 {\n  type: 'subscribed'");
      expect(await post(body.replace('Jx0v', 'Jx0w'), headers)).toEqual({ answered: true, status: 401 });
    } finally {
      receiver.kill();
      await once(receiver, 'exit');
    }
  });
});
