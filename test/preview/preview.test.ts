import { request } from 'node:http';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPreview, type Preview } from '../../lib/preview/preview.ts';
import { ProjectCopy, seriesPath } from '../templates/project-copy.ts';

const lesson = `${seriesPath}/lessons/01-spot-the-loop.md`;

let project: ProjectCopy;
let preview: Preview;
// One for all: to read and check a project is most of the work, and only the last test changes it.
beforeAll(async () => {
  project = await ProjectCopy.make();
  preview = await startPreview(project.root);
});
afterAll(async () => {
  await preview.stop();
  await project.remove();
});
const get = async (path: string) => (await fetch(preview.url + path)).text();
const linkTo = async (name: string) =>
  new RegExp(`href="/local/preview(/mail/${name}\\.[0-9a-f]+)"`).exec(await get(''))![1]!;

test('shows a mail on desktop and phone, dark, without pictures, as text and as it is sent', async () => {
  const path = await linkTo('spot-the-loop');
  const page = await get(path);
  expect(page).toContain(`${lesson}:1`);
  expect(page.match(/<iframe/g)).toHaveLength(4);
  expect(await get(`${path}/html?as=light`)).toContain('@media (prefers-color-scheme: dark)');
  expect(await get(`${path}/html?as=dark`)).not.toContain('prefers-color-scheme');
  const [picture] = /http:\S+\/pictures\/[a-z0-9.-]+\.png/.exec(await get(`${path}/html`))!;
  expect((await fetch(picture!)).headers.get('content-type')).toBe('image/png');
  const without = await get(`${path}/html?as=no-pictures`);
  expect(without).not.toContain('.png');
  expect(without).toMatch(/<img [^>]*alt="[^"]{20,}"/);
  expect(await get(`${path}/raw`)).toMatch(/^From: .*\r?\n/m);
  const { results } = await new HtmlValidate({ extends: ['html-validate:a11y'] }).validateString(page);
  expect(results).toEqual([]);
});

test('shows it for people with other names, and without one', async () => {
  const path = await linkTo('spot-the-loop');
  expect(await get(`${path}/html?for=none`)).not.toContain('Hello');
  expect(await get(`${path}/html?for=rtl`)).toContain('عبد الرحمن');
  expect(await get(`${path}/html?for=notPractised-1`)).toContain('practice had not fitted');
  expect(await get(`${path}/html?for=first`)).not.toContain('How was your last week?');
  expect(await get(`${path}?for=long`)).toContain('Wolfeschlegelsteinhausenbergerdorff');
});

test('answers to names of this machine only', async () => {
  const statusFor = (host: string) =>
    new Promise((resolve, reject) => {
      request(preview.url, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect([await statusFor('evil.example'), await statusFor(new URL(preview.url).host)]).toEqual([403, 200]);
});

test('follows what is saved, shows the findings beside the mail, and keeps the last good one when it breaks', async () => {
  const path = await linkTo('spot-the-loop');
  expect(await get(path)).toContain('The checks found nothing to fix.');
  expect(await get('/version')).toBe('1');

  await project.edit(lesson, 'This week is mostly for looking', 'Noticing cures you. This week is mostly for looking');
  await preview.settled();
  expect(await get('/version')).toBe('2');
  expect(await get(`${path}/html`)).toContain('Noticing cures you.');
  expect(await get(path)).toMatch(/<code>templates\/\S+01-spot-the-loop\.md:\d+<\/code> says &quot;cures&quot;/);

  await project.edit(lesson, '::: practice', '::: praxis');
  await preview.settled();
  const broken = await get(path);
  expect(broken).toContain('This does not compile');
  expect(broken).toContain(lesson);
  expect(await get(`${path}/html`)).toContain('Noticing cures you.');
});
