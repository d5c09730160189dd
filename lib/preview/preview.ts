import { consoleApp } from '../console/app.tsx';
import { consolePath } from '../console/section.ts';
import { servePages } from '../local/serve-pages.ts';
import { previewPath, previewSection } from './section.tsx';
import { watchMails } from './watched-mails.ts';

export interface Preview {
  url: string;
  /** Resolves when what is shown follows the latest change that was seen. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/** The console with the preview alone. */
export async function startPreview(projectRoot: string, port = 0): Promise<Preview> {
  // Once the port is ours: reading takes a while.
  let opened: ReturnType<typeof watchMails> | undefined;
  const open = () => (opened ??= watchMails(projectRoot));
  const onError = (error: unknown) => console.error(error);
  const app = consoleApp({ name: 'Weekwise', sections: [previewSection(open)], onError });
  const server = await servePages((request) => app.fetch(request), onError, port);
  const mails = await open().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    url: `${server.url}${consolePath}${previewPath}`,
    settled: mails.settled,
    stop: async () => {
      mails.stop();
      await server.stop();
    },
  };
}
