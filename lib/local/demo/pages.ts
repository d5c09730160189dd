import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { html } from 'hono/html';
import { readMail } from '../console/read-mail.ts';
import type { Entry } from './diary.ts';

/** Writes each mail as .eml, .html and .txt, and an index.html that leads to them. Answers the index's path. */
export async function writePages(
  folder: string,
  entries: Entry[],
  raw: (messageId: string) => Buffer,
): Promise<string> {
  const mailFolder = join(folder, 'mails');
  await mkdir(mailFolder, { recursive: true });
  const rows = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.mail === undefined) {
      rows.push({ entry, file: undefined });
      continue;
    }
    const file = `${String(index + 1).padStart(3, '0')}-${entry.who.replaceAll(/\W/g, '').toLowerCase()}`;
    const message = raw(entry.mail.messageId);
    const { html: page = '', text } = await readMail(message);
    await writeFile(join(mailFolder, `${file}.eml`), message);
    await writeFile(join(mailFolder, `${file}.html`), page);
    await writeFile(join(mailFolder, `${file}.txt`), text);
    rows.push({ entry, file: `mails/${file}` });
  }
  const index = join(folder, 'index.html');
  await writeFile(index, String(await indexPage(rows)));
  return index;
}

function indexPage(rows: { entry: Entry; file: string | undefined }[]) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Weekwise demo</title>
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            margin: 2rem auto;
            max-width: 70rem;
            padding: 0 1rem;
          }
          td,
          th {
            padding: 0.25rem 0.75rem 0.25rem 0;
            text-align: left;
            vertical-align: top;
          }
          table {
            border-spacing: 0;
          }
          .scroll {
            overflow-x: auto;
          }
        </style>
      </head>
      <body>
        <h1>What everyone did and got</h1>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Local time</th>
                <th scope="col">Zone</th>
                <th scope="col">UTC</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Files</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ entry, file }) =>
                  html`<tr>
                    <td>${entry.local}</td>
                    <td>${entry.zone}</td>
                    <td>${entry.utc}</td>
                    <td>${entry.who}</td>
                    <td>${file === undefined ? entry.what : html`<a href="${file}.html">${entry.what}</a>`}</td>
                    <td>
                      ${file === undefined ? '' : html`<a href="${file}.txt">text</a> <a href="${file}.eml">source</a>`}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </body>
    </html>`;
}
