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
  const mails = async (): Promise<StoredMail[]> => {
    const found: StoredMail[] = [];
    for (let query = ''; ;) {
      const response = await fetch(`${siteUrl}/local/api/mails${query}`);
      const page = (await response.json()) as { mails: StoredMail[]; cursor: string; more: boolean };
      found.push(...page.mails);
      if (!page.more) return found;
      query = `?cursor=${page.cursor}`;
    }
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
    /** Waits for a mail of a kind to somebody. */
    mailTo: async (to: string, kind: string, withinMs = 5_000): Promise<StoredMail> => {
      for (const until = Date.now() + withinMs; Date.now() < until;) {
        const found = (await mails()).findLast((mail) => mail.to === to && mail.delivery?.split('_')[0] === kind);
        if (found !== undefined) return found;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`No ${kind} mail came to ${to}`);
    },
  };
}
