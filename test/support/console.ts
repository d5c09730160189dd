/** The local home as a script sees it: mails and clock over HTTP. */
export interface StoredMail {
  id: string;
  to: string;
  subject: string;
  sentAt: string;
  delivery: string | null;
  raw: string;
}

export function consoleOf(siteUrl: string) {
  /** By their ids, in order. What was read once is not read again: each email is long. */
  const found = new Map<string, StoredMail>();
  let cursor: string | null = null;
  const mails = async (): Promise<StoredMail[]> => {
    for (let more = true; more;) {
      const response: Response = await fetch(`${siteUrl}/local/api/mails${cursor === null ? '' : `?cursor=${cursor}`}`);
      const page = (await response.json()) as { mails: StoredMail[]; cursor: string | null; more: boolean };
      for (const mail of page.mails) found.set(mail.id, mail);
      ({ cursor, more } = page);
    }
    return [...found.values()];
  };
  return {
    mails,
    now: async () => ((await (await fetch(`${siteUrl}/local/api/clock`)).json()) as { now: string }).now,
    advanceTo: async (to: string) => {
      const response = await fetch(`${siteUrl}/local/api/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
      if (!response.ok) throw new Error(`The clock answered ${response.status}: ${await response.text()}`);
    },
    /** Waits for a mail of a kind to somebody, the latest where there are several; `after` so many that there were before. */
    mailTo: async (to: string, kind: string, after = 0): Promise<StoredMail> => {
      for (const until = Date.now() + 20_000; Date.now() < until;) {
        const found = (await mails()).filter((mail) => mail.to === to && mail.delivery?.split('_')[0] === kind);
        if (found.length > after) return found.at(-1)!;
        await new Promise((done) => setTimeout(done, 20));
      }
      throw new Error(`No ${kind} mail came to ${to}`);
    },
  };
}
