import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { simpleParser, type ParsedMail } from 'mailparser';

export interface CaughtMail {
  to: string[];
  parsed: ParsedMail;
}

export interface MailCatcher {
  /** Host and port. */
  address: string;
  mails: () => CaughtMail[];
  close: () => void;
}

/** A mail server that keeps what it gets, as much SMTP as one sender needs. */
export async function catchMails(): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const server = createServer((socket) => {
    serve(socket, (mail) => mails.push(mail)).catch(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { address: `127.0.0.1:${port}`, mails: () => mails, close: () => server.close() };
}

async function serve(socket: Socket, keep: (mail: CaughtMail) => void): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 test');
  let to: string[] = [];
  let data: string[] | undefined;
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (data !== undefined) {
      if (line !== '.') {
        data.push(line.startsWith('.') ? line.slice(1) : line);
        continue;
      }
      keep({ to, parsed: await simpleParser(data.join('\r\n')) });
      data = undefined;
      to = [];
      say('250 kept');
      continue;
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') to.push(/<(.*)>/.exec(line)?.[1] ?? '');
    if (verb === 'DATA') data = [];
    if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say(verb === 'DATA' ? '354 go on' : '250 ok');
  }
}
