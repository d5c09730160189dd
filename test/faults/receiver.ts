import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fates } from './faults.ts';

/** An event that the operator's own system has taken. */
export interface ToldEvent {
  id: string;
  type: string;
  subscriber: string;
  lesson: string | undefined;
}

/** The operator's own system, which takes webhooks, and now and then fails to. */
export interface Receiver {
  url: string;
  /** Each as often as it came. */
  told: ToldEvent[];
  stop: () => void;
}

export async function openReceiver(fates: Fates, nowMs: () => number): Promise<Receiver> {
  const told: ToldEvent[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { type, data } = JSON.parse(body) as { type: string; data: { subscriber: string; lesson?: string } };
      const { subscriber, lesson } = data;
      // Ids of events are new in every run.
      const about = JSON.stringify([type, subscriber, lesson]);
      const kinds = ['request-dropped', 'answer-dropped', 'refused-by-server-error'] as const;
      const fault = fates.request(kinds, nowMs(), 'receiver', about);
      if (fault === 'request-dropped') return void response.destroy();
      if (fault === 'refused-by-server-error') return void response.writeHead(503).end();
      fates.count('webhooks-on');
      told.push({ id: String(request.headers['webhook-id']), type, subscriber, lesson });
      if (fault === 'answer-dropped') response.destroy();
      else response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    told,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
