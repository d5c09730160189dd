import { hash } from 'node:crypto';

/* What a browser's script does for a form, and what a person without scripts sends along. */

/** The challenge in a page, as JSON. */
export function challengeIn(page: string): string {
  return /data-challenge="(\{[^"]+)"/.exec(page)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** The ticket in a page, which is good after its wait. */
export function ticketIn(page: string): string | undefined {
  return /name="ticket" value="([^"]+)"/.exec(page)?.[1];
}

/** The solution of a challenge, as the form's field has it. */
export function solved(json: string): string {
  const asked = JSON.parse(json) as { challenge: string; salt: string; maxnumber: number };
  for (let number = 0; number <= asked.maxnumber; number += 1) {
    if (hash('sha256', `${asked.salt}${number}`) === asked.challenge) return btoa(JSON.stringify({ ...asked, number }));
  }
  throw new Error('This challenge has no solution.');
}
