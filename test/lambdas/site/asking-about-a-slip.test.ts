import { expect, test } from '@jest/globals';
import { presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

/** The forms of a page that go to a path, each with its fields as a browser would send them. */
function formsTo(page: string, path: string): Record<string, string>[] {
  return page
    .split('<form ')
    .slice(1)
    .map((form) => form.slice(0, form.indexOf('</form>')))
    .filter((form) => form.includes(`action="${path}"`))
    .map((form) => ({
      ...Object.fromEntries(
        [...form.matchAll(/<input [^>]*name="([^"]+)"[^>]*? value="([^"]*)"/g)].map(([, name, value]) => [
          name!,
          value!,
        ]),
      ),
      ...Object.fromEntries(
        [...form.matchAll(/<select [^>]*name="([^"]+)".*?<option value="([^"]*)" selected/gs)].map(
          ([, name, value]) => [name!, value!],
        ),
      ),
    }));
}

const slip = { ...signUpFields, email: 'ann@gmial.com', sendTime: '18:30' };
const signedUp = (w: ReturnType<typeof siteWorld>) => [...w.subscribers.signUps.values()];

test('an address that looks like a slip is asked about, and nothing is mailed before', async () => {
  const w = siteWorld();
  const answer = await w.post('/sign-up', slip);
  const page = await answer.text();
  expect([answer.status, w.asked.length, signedUp(w).length]).toEqual([422, 0, 0]);
  expect(page).toContain('Did you mean <span class="address">ann@gmail.com</span>?');
  expect(page).toMatch(/id="email"[^>]* aria-invalid="true"/);
});

test('one press takes what was meant, with everything else as it was', async () => {
  const w = siteWorld();
  const [meant] = formsTo(await (await w.post('/sign-up', slip)).text(), '/sign-up');
  expect((await w.post('/sign-up', meant)).status).toBe(200);
  expect(signedUp(w)).toMatchObject([
    { address: 'ann@gmail.com', firstName: 'Ann', preferences: { sendTime: '18:30', zone: 'Europe/Berlin' } },
  ]);
});

test('who sends the same once more is believed, and who types another address is asked again if need be', async () => {
  const w = siteWorld();
  const [, form] = formsTo(await (await w.post('/sign-up', slip)).text(), '/sign-up');
  expect((await w.post('/sign-up', { ...form!, email: 'ann@gmai.com' })).status).toBe(422);
  expect((await w.post('/sign-up', form)).status).toBe(200);
  expect(signedUp(w)).toMatchObject([{ address: 'ann@gmial.com', preferences: { sendTime: '18:30' } }]);
});

test('what else is wrong is said at the same time', async () => {
  const page = await (await siteWorld().post('/sign-up', { ...slip, zone: '' })).text();
  expect(page).toContain('Did you mean');
  expect(page).toMatch(/id="zone"[^>]* aria-invalid="true"/);
  expect(page).toMatch(/<details class="when" open=""[^>]* data-keep-open/);
});

test('the consent that is stored names the words that stood beside the button, or beside the box of another site', async () => {
  for (const [consent, version] of [
    [presentWording('emails').version, presentWording('emails').version],
    ['yes', '2026-11'],
    // In a form that was pasted into another site when these were our words, or in another language.
    ['2026-11', '2026-11'],
    ['2026-12-button.de', '2026-12-button.de'],
  ] as const) {
    const w = siteWorld();
    await w.post('/sign-up', { ...signUpFields, consent });
    expect(signedUp(w)).toMatchObject([{ consent: { textVersion: version, source: 'landing-form' } }]);
  }
  const w = siteWorld();
  const page = await (await w.get('/')).text();
  const [form] = formsTo(page, '/sign-up');
  expect(form).toMatchObject({ consent: presentWording('emails').version, series: 'test-series', lessonDay: '1' });
  expect(page).toContain(presentWording('emails').text);
  for (const consent of ['change-of-address', 'confirmation-mail', 'toString', 'no'])
    expect((await w.post('/sign-up', { ...signUpFields, consent })).status).toBe(422);
});

test('so is a new address of somebody who moves, once', async () => {
  const w = siteWorld();
  const id = idOf('ann');
  w.keep(aSubscriber({ id }));
  const path = `/data/${w.tokenOf('fresh', id)}/address`;
  const answer = await w.post(path, { email: 'ann@gmial.com' });
  const page = await answer.text();
  expect([answer.status, signedUp(w).length]).toEqual([422, 0]);
  expect(page).toContain('did you mean ann@gmail.com?');
  const [form] = formsTo(page, path);
  expect((await w.post(path, { ...form!, email: 'ann@gmai.com' })).status).toBe(422);
  expect((await w.post(path, form!)).status).toBe(200);
  expect(signedUp(w)).toMatchObject([{ address: 'ann@gmial.com' }]);
});
