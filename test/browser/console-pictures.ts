import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serveConsole } from '../../lib/operator/console/serve.ts';
import { idAt } from '../bench/people.ts';
import { operatorConnection } from '../support/operator-connection.ts';

/** Takes the pictures of the operator's console, over some weeks of many people. @param folder - of the pictures */
export async function consolePictures(browser: Browser, folder: string): Promise<void> {
  const operators = await operatorConnection(1200);
  const desk = await serveConsole(operators.connection, console.error);
  const context = await browser.newContext({ viewport: { width: 1180, height: 1100 }, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(desk.address);
  const open = (path: string) => page.goto(new URL(path, desk.address).href);
  const take = (name: string, fullPage = false) =>
    page.screenshot({ path: join(folder, `console-${name}.png`), fullPage });

  await take('overview', true);
  await open('/local/lessons/slow-breathing');
  await take('lesson');
  await open(`/local/people/${idAt(1)}`);
  await take('person');
  await open('/local/notices/new');
  await page.getByLabel('Subject', { exact: true }).fill('A correction of the lesson on breathing');
  await page.getByLabel('First line').fill('One sentence of it was wrong. Please read this before you practise again.');
  const words = 'The lesson said to hold your breath. **Please do not.**\n\n- Breathe as it suits you.';
  await page.getByLabel('What it says').fill(`${words}\n- Questions? [Call us](tel:+49301234567).`);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByTitle('The notice as it arrives').contentFrame().getByText('Please do not.').waitFor();
  await take('notice');

  await context.close();
  await desk.stop();
  await operators.emulators.stop();
}
