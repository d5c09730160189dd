import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../support/any-text.ts';
import { aSubscriber, aGone } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

async function whole(response: Response) {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

function start() {
  const w = siteWorld();
  return { ...w, idOfAddress: (address: string) => w.deps.keyring.subscriberId(address) };
}

describe('signing up', () => {
  it('stores what was typed, with the consent, and asks for one confirmation mail', async () => {
    const w = start();
    await w.post('/sign-up', [...Object.entries(signUpFields), ['reminderDays', '3'], ['reminderDays', '5']]);
    const id = w.idOfAddress('ann@example.org');
    expect(w.subscribers.signUps.get(id)).toMatchObject({
      address: 'ann@example.org',
      firstName: 'Ann',
      preferences: { lessonDay: 1, sendTime: '07:00', zone: 'Europe/Berlin', reminderDays: [3, 5], locale: 'en' },
      series: 'test-series',
      consent: { at: '2026-11-23T12:00:00Z', textVersion: '2026-11', source: 'landing-form' },
    });
    expect(w.asked).toMatchObject([{ kind: 'confirmation', id }]);
  });

  it('takes a multipart form the same', async () => {
    const w = start();
    const body = new FormData();
    for (const [name, value] of Object.entries(signUpFields)) body.set(name, value);
    const response = await w.app.request('/sign-up', { method: 'POST', body });
    expect(response.status).toBe(303);
    expect(w.subscribers.signUps.size).toBe(1);
  });

  it('answers known, pending, left, suppressed and unknown addresses in the same way', async () => {
    const w = start();
    const statuses = ['active', 'completed', 'unsubscribed', 'bounced', 'complained', 'erased'] as const;
    for (const status of statuses) {
      const id = w.idOfAddress(`${status}@example.org`);
      w.keep(status === 'erased' ? aGone({ id }) : aSubscriber({ id, status }));
    }
    const reference = await whole(await w.post('/sign-up', signUpFields));
    expect(reference.status).toBe(200);
    for (const email of [...statuses.map((status) => `${status}@example.org`), 'ann@example.org']) {
      const { body, ...answer } = await whole(await w.post('/sign-up', { ...signUpFields, email }));
      expect({ ...answer, body: body.replaceAll(email, 'ann@example.org') }).toEqual(reference);
    }
  });

  it('asks anyone who filled in the hidden field for a proof, and takes a person who waits for it', async () => {
    const w = start();
    const filled = { ...signUpFields, 'leave-empty': 'https://www.example.org' };
    const before = w.everything();
    const asked = await w.post('/sign-up', filled);
    const page = await asked.text();
    expect([asked.status, w.everything()]).toEqual([429, before]);
    expect(page).toContain('Please wait half a');
    expect(page).toContain('value="Ann"');
    w.clock.at = w.clock.at.add({ seconds: 30 });
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)![1]!;
    expect((await w.post('/sign-up', { ...filled, ticket })).status).toBe(200);
    expect(w.subscribers.signUps.size).toBe(1);
  });

  it('has a hidden field that form fillers neither know nor touch', async () => {
    const page = await (await start().get('/')).text();
    const [field = ''] = /<input[^>]* name="leave-empty"[^>]*>/.exec(page) ?? [];
    for (const asks of ['data-1p-ignore', 'data-lpignore="true"', 'data-bwignore', 'data-form-type="other"']) {
      expect([asks, field.includes(asks)]).toEqual([asks, true]);
    }
  });

  it('keeps the form and ties each message to its field', async () => {
    const w = start();
    const response = await w.post('/sign-up', {
      ...signUpFields,
      email: 'ann@nowhere',
      zone: 'Mars/Base',
      sendTime: '07:07',
      lessonDay: '8',
      reminderDays: '4',
      firstName: 'Ann "A" <b>',
      consent: 'no',
    });
    const page = await response.text();
    expect(response.status).toBe(422);
    for (const name of ['email', 'lessonDay', 'sendTime', 'zone']) {
      const tied = new RegExp(`id="${name}"[^>]* aria-describedby="${name}-error[^"]*" aria-invalid="true"`).test(page);
      expect([name, tied, page.includes(`id="${name}-error"`)]).toEqual([name, true, true]);
      expect([name, page.includes(`href="#${name}"`)]).toEqual([name, true]);
    }
    expect(page.includes('value="ann@nowhere"')).toBe(true);
    expect(page.includes('value="Ann &quot;A&quot; &lt;b&gt;"')).toBe(true);
    // What only forms of other sites ask is kept as well.
    expect(page.includes('name="reminderDays" value="4"')).toBe(true);
    expect([page.includes('href="#consent"'), page.includes('id="consent-error"')]).toEqual([true, true]);
    expect(w.subscribers.signUps.size).toBe(0);
  });

  it('keeps a zone that is not in the list', async () => {
    const page = await (await start().post('/sign-up', { ...signUpFields, email: '', zone: 'etc/gmt+5' })).text();
    expect(page.includes('<option value="Etc/GMT+5" selected="">UTC−5</option>')).toBe(true);
  });

  it.each([
    ['no address', { email: '' }, 'Type your email address'],
    ['letters beyond ASCII before the @', { email: 'jürgen@example.org' }, 'We are sorry'],
    ['two addresses', { email: 'ann@example.org,bob@example.org' }, 'does not look like'],
    ['a line break in the name', { firstName: 'Ann\nBcc: x' }, 'write it in one line'],
    ['a name with an invisible sign', { firstName: 'An\u200bn' }, 'invisible character'],
    ['a name that turns the direction', { firstName: 'An\u202en' }, 'invisible character'],
    ['a name in another encoding than ours', { firstName: 'J\ufffdrgen' }, 'damaged on its way'],
    ['a name that would become a link', { firstName: 'win.evil.example/x' }, 'cannot hold the address'],
    ['an address with an invisible sign', { email: 'an\u200bn@example.org' }, 'invisible character'],
    ['a long name', { firstName: 'A'.repeat(41) }, 'at most 40'],
    ['an offset for a zone', { zone: '+01:00' }, 'Choose the city'],
    ['no consent', { consent: 'on' }, 'Press the button if you want our emails'],
  ])('turns down %s', async (_, fields, message) => {
    const w = start();
    const response = await w.post('/sign-up', { ...signUpFields, ...fields });
    expect([response.status, (await response.text()).includes(message)]).toEqual([422, true]);
    expect(w.everything()).toBe(siteWorld().everything());
  });

  it('turns down a field that came twice, and more days than three', async () => {
    const { post } = start();
    const twice = await post('/sign-up', [...Object.entries(signUpFields), ['email', 'bob@example.org']]);
    const days = ['2', '3', '4', '5'].map((day): [string, string] => ['reminderDays', day]);
    const four = await post('/sign-up', [...Object.entries(signUpFields), ...days]);
    expect([twice.status, four.status]).toEqual([422, 422]);
  });

  it('counts a repeated day once, and ignores fields it does not know', async () => {
    const w = start();
    const more: [string, string][] = [
      ...['3', '3', '3', '3'].map((day): [string, string] => ['reminderDays', day]),
      ['__proto__', 'x'],
      ['status', 'active'],
    ];
    expect((await w.post('/sign-up', [...Object.entries(signUpFields), ...more])).status).toBe(200);
    expect([...w.subscribers.signUps.values()][0]?.preferences.reminderDays).toEqual([3]);
  });

  it('never shows markup that was typed', async () => {
    const names = ['email', 'firstName', 'lessonDay', 'sendTime', 'zone', 'reminderDays', 'locale', 'consent'];
    const nasty = fc.oneof(
      fc.constantFrom('"><script>alert(1)</script>', "' onfocus=alert(1) x='", '</select><img src=x>', '&lt;', '\0<x>'),
      anyText(60).map((text) => `<x-typed ${text}">`),
    );
    const { post } = siteWorld();
    const tagsOf = (page: string) => [...page.matchAll(/<\/?[a-z0-9-]+/gi)].map(([tag]) => tag);
    // With every field that the form can have.
    const wrong = { ...signUpFields, firstName: '\n.', reminderDays: '9' };
    const ours = new Set(tagsOf(await (await post('/sign-up', wrong)).text()));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), nasty, async (name, value) => {
        const page = await (await post('/sign-up', { ...signUpFields, email: '', [name]: value })).text();
        expect(tagsOf(page).filter((tag) => !ours.has(tag))).toEqual([]);
        expect(page.match(/<script/g)).toHaveLength(4);
        // Outside the quotes of attribute values.
        expect(page.replaceAll(/="[^"]*"/g, '').includes('onfocus')).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('offers every zone that there is, under one name each', async () => {
    const page = await (await siteWorld().get('/')).text();
    const select = /<select id="zone".*?<\/select>/s.exec(page)?.[0] ?? '';
    const zones = [...select.matchAll(/<option value="([^"]+)"/g)].map(([, zone]) => zone);
    expect(zones.length).toBeGreaterThan(400);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toEqual(expect.arrayContaining(['Europe/Berlin', 'Asia/Kolkata', 'America/Indiana/Knox', 'UTC']));
  });
});
