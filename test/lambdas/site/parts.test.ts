import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { busyScript } from '../../../lambdas/site/kit/assets/busy-script.ts';
import { styleSheet } from '../../../lambdas/site/kit/assets/style/style-sheet.ts';
import { partsSite } from '../../support/parts-page.tsx';
import { siteWorld } from '../../support/site-world.ts';

const html = await (await partsSite(siteWorld().deps).request('/parts')).text();

test('each day of a week says in words what its disc shows', () => {
  const said = [...html.matchAll(/<span class="unseen">(\w+day[^<]*)</g)].map(([, words]) => words);
  expect(said).toEqual([
    'Monday: practised',
    'Tuesday: no practice noted',
    'Wednesday: practised',
    'Thursday, today: no practice noted',
    'Friday: still to come',
    'Saturday: still to come',
    'Sunday: still to come',
  ]);
});

test('a change is announced, and can be taken back beside it', () => {
  expect(html).toMatch(/<p role="status">.*Paused until 4 January.*<\/p><form method="post"/s);
});

test('parts bring no styles of their own, which the policy would refuse', () => {
  expect(html).not.toMatch(/ style=|<style/);
});

test('every class of the parts is in the style sheet', () => {
  const used = new Set([...html.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names!.split(' ')));
  // What only names a state for people who read the source.
  const lookless = new Set(['nothing']);
  const missing = [...used].filter((name) => !lookless.has(name) && !styleSheet.includes(`.${name}`));
  expect(missing).toEqual([]);
});

test('every custom property that the style sheet reads is a token', () => {
  const read = new Set([...styleSheet.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!));
  expect([...read].filter((name) => !styleSheet.includes(`${name}:`))).toEqual([]);
});

test('a second tap sends nothing, and a page that comes back says what it said before', () => {
  const listeners: Record<string, (event: unknown) => void> = {};
  const timers: (() => void)[] = [];
  const context = {
    addEventListener: (name: string, listener: (event: unknown) => void) => void (listeners[name] = listener),
    setTimeout: (later: () => void) => timers.push(later),
    clearTimeout: () => undefined,
  };
  runInNewContext(busyScript, context);
  const button = {
    ariaBusy: null as string | null,
    textContent: 'Send',
    dataset: { busy: 'Sending …', stillBusy: 'Still trying …' },
  };
  let sent = 0;
  const tap = () => {
    let prevented = false;
    listeners['submit']!({ submitter: button, preventDefault: () => void (prevented = true) });
    if (!prevented) sent += 1;
  };
  tap();
  tap();
  expect([sent, button.ariaBusy, button.textContent]).toEqual([1, 'true', 'Sending …']);
  timers[0]!();
  expect(button.textContent).toBe('Still trying …');
  listeners['pageshow']!({});
  expect([button.ariaBusy, button.textContent]).toEqual([null, 'Send']);
});
