import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookEvent } from '../../lambdas/core/webhooks/webhook-contract.ts';

/** A request as a receiver of webhooks gets it. */
export interface Delivery {
  id: string;
  event: WebhookEvent;
  headers: Record<string, string>;
  body: string;
}

/** How a receiver answers: with a status, perhaps with header fields, or not at all. */
export type Answering = number | { status: number; headers: Record<string, string> } | 'hang up' | 'say nothing';

/** A system of the operator's: takes what comes, answers as it is told. */
export async function startReceiver() {
  const deliveries: Delivery[] = [];
  const state: { answer: (delivery: Delivery) => Answering } = { answer: () => 204 };
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      const delivery = { id: headers['webhook-id']!, event: JSON.parse(body) as WebhookEvent, headers, body };
      deliveries.push(delivery);
      respond(state.answer(delivery), response);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    deliveries,
    state,
    /** Those that bear a signature of this secret, as the library of Standard Webhooks sees it; throws at the first that does not. */
    verified: (secret: string) => {
      const webhook = new Webhook(secret);
      return deliveries.map(({ body, headers }) => webhook.verify(body, headers) as WebhookEvent);
    },
    /** From now on it takes only what verifies when it arrives; answers what it took. */
    demand: (secret: string): Delivery[] => {
      const webhook = new Webhook(secret);
      const taken: Delivery[] = [];
      state.answer = (delivery) => {
        try {
          webhook.verify(delivery.body, delivery.headers);
        } catch {
          return 401;
        }
        taken.push(delivery);
        return 204;
      };
      return taken;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type TestReceiver = Awaited<ReturnType<typeof startReceiver>>;

function respond(answer: Answering, response: ServerResponse): void {
  if (answer === 'say nothing') return;
  if (answer === 'hang up') response.destroy();
  else if (typeof answer === 'number') response.writeHead(answer).end('thanks');
  else response.writeHead(answer.status, answer.headers).end();
}
