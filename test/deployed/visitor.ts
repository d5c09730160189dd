import { request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Somebody's browser or mail program: asks the deployed HTTP API, by the host name that links in mails have. */
export function visitor(endpoint: string) {
  const ask = (method: string, url: string, body?: string) =>
    new Promise<Answer>((done, failed) => {
      const { host, pathname, search } = new URL(url);
      const headers = {
        host,
        ...(body !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        }),
      };
      const asked = request(new URL(pathname + search, endpoint), { method, headers, timeout: 40_000 }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.once('error', failed);
      });
      asked.once('error', failed);
      asked.once('timeout', () => asked.destroy(new Error(`${method} ${pathname}: no answer in time`)));
      asked.end(body);
    });
  return {
    get: (url: string) => ask('GET', url),
    /** Goes where the answer leads. */
    post: async (url: string, fields: Record<string, string>) => {
      const answer = await ask('POST', url, new URLSearchParams(fields).toString());
      return answer.status === 303 ? ask('GET', new URL(String(answer.headers['location']), url).href) : answer;
    },
  };
}
