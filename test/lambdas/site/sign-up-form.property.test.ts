import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDamaged } from '../../../lambdas/core/person/typed-text.ts';
import { anyText } from '../../support/any-text.ts';
import { siteStart, siteWorld, signUpFields } from '../../support/site-world.ts';

/*
 * Goal: whatever is typed or pasted into the sign-up form, or sent by the API, is taken or answered in sentences, and nothing is lost.
 * Method: one field at a time of a sign-up that is right, with pieces of what clipboards, keyboards and other encodings bring along.
 */

const pieces = fc.constantFrom(
  ...'Ann ann@example.org mailto: example.org Jürgen علی நா Europe/Berlin 07:00 yes =1+1 http://'.split(' '),
  ...Array.from('<>,;.@＠。"\'&=\n\t\0\u00a0\u00ad\u200b\u200c\u200d\u202e\ufeff\ufe0f\u3164👩👧é'),
);
const typed = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
  anyText(60),
);

function deps() {
  const w = siteWorld();
  w.deps.limits.count = async () => 1;
  w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
  const stored = () => [...w.subscribers.signUps.values()];
  return { ...w, stored };
}

const kept = (page: string) =>
  page
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('whatever is typed into the form is taken whole, or asked for again with what was typed', async () => {
  const fields = fc.constantFrom(
    'email',
    'firstName',
    'zone',
    'sendTime',
    'lessonDay',
    'branch',
    'consent',
    'leave-empty',
  );
  await fc.assert(
    fc.asyncProperty(fields, typed, async (name, text) => {
      const w = deps();
      const response = await w.post('/sign-up', { ...signUpFields, [name]: text });
      const page = await response.text();
      expect([200, 422, 429]).toContain(response.status);
      expect(w.stored()).toHaveLength(response.status === 200 ? 1 : 0);
      expect(w.stored().some((one) => isDamaged(JSON.stringify(one)))).toBe(false);
      const sentence = /class="error"[^>]*>(?:<span[^>]*>Error: <\/span>)?([^<]+)</.exec(page)?.[1];
      expect(response.status === 422 ? kept(sentence ?? '') : 'Fine.').toMatch(/^[A-Z].*[.!?]$/);
      const others = Object.entries(signUpFields).filter(([other]) => other === 'firstName' && other !== name);
      expect(response.status === 200 || others.every(([, value]) => page.includes(`value="${value}"`))).toBe(true);
    }),
    { numRuns: 120 },
  );
});

test('whatever a program sends is taken whole, or refused with a sentence for each field', async () => {
  const right = {
    email: 'ann@example.org',
    firstName: 'Ann',
    zone: 'Europe/Berlin',
    lessonDay: 2,
    sendTime: '07:15',
    consentVersion: '1',
  };
  const halves = fc.oneof(
    typed,
    typed.map((text) => `${text}\ud83d`),
    fc.constantFrom('\ude00', 'A\ud83dB'),
  );
  const fields = fc.constantFrom(...Object.keys(right), 'series', 'branch', 'reminderDays', 'unknown');
  await fc.assert(
    fc.asyncProperty(fields, fc.oneof(halves, fc.jsonValue()), async (name, value) => {
      const w = deps();
      const response = await w.app.request('/api/v1/sign-ups', {
        method: 'POST',
        headers: { authorization: 'Bearer wwk_ours' },
        body: JSON.stringify({ ...right, [name]: value }),
      });
      const { errors = [] } = (await response.json()) as { errors?: { detail: string }[] };
      expect([202, 422]).toContain(response.status);
      expect(w.stored()).toHaveLength(response.status === 202 ? 1 : 0);
      // Half of a character is written as its number.
      expect(w.stored().some((one) => /\\ud[89a-f]/.test(JSON.stringify(one)))).toBe(false);
      expect(errors.every(({ detail }) => /^[A-Z].*/.test(detail))).toBe(true);
      expect(errors.length > 0).toBe(response.status === 422);
    }),
    { numRuns: 120 },
  );
});
