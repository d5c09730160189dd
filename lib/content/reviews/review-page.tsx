import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';

/** A page of the folders that reviewers are sent: opens by double click, without a network, and prints well. */
export function reviewPage(title: string, content: Child): string {
  const page: { toString: () => string } = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>{content}</body>
    </html>
  );
  return `<!doctype html>\n${page.toString()}\n`;
}

const style = `
@page { margin: 15mm }
body { font: 11pt/1.45 Georgia, serif; color: #111; background: #fff; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6em; margin: 0 0 .3em } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; break-after: avoid } h3 { font-size: 1em; break-after: avoid }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top }
th { font: 9pt/1.2 Arial, sans-serif } tr { break-inside: avoid } thead { display: table-header-group }
td.tick { width: 3.6em; text-align: center } .box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid #333 } .label, .quiet { font: 9pt/1.3 Arial, sans-serif; color: #555 }
.label { display: block } code { font: 9pt/1.4 monospace; overflow-wrap: anywhere } .sign td { height: 2.4em } .sign th { width: 9em }
pre { font: 9pt/1.45 monospace; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #999; padding: 1em }
iframe { display: block; width: 390px; max-width: 100%; height: 60rem; border: 1px solid #999 } ol.index li { margin: .2em 0 }
@media print { body { max-width: none; margin: 0; padding: 0 } .screen { display: none } .page { break-before: page } }
`;
