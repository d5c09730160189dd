import type { Context } from 'hono';

/** On the frame: no script of a mail runs. Links may open new windows, and those are not restricted, or the site behind them would not work. */
export const mailSandbox = 'allow-popups allow-popups-to-escape-sandbox';

/** Answers with the HTML of a mail, for a frame: nothing runs, nothing is fetched but pictures of `picturesFrom`, and a link opens beside the console. */
export function mailFrame(context: Context, html: string, picturesFrom: string): Response | Promise<Response> {
  context.header(
    'content-security-policy',
    `sandbox ${mailSandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data: ${picturesFrom}; frame-ancestors 'self'`,
  );
  return context.html(html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
}
