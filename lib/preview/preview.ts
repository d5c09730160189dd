import { EventEmitter, once } from 'node:events';
import { watch } from 'node:fs';
import { checkContent } from '../content/check-content.ts';
import { openWorkshop } from '../content/workshop.ts';
import { pageGuard } from '../local/engines/loopback-guard.ts';
import { serveLoopback } from '../local/engines/loopback-server.ts';
import { answerByFetch } from '../local/fetch-bridge.ts';
import { TemplateError } from '../templates/place.ts';
import { readPictures } from '../templates/pictures.ts';
import { templatesIn } from '../roots.ts';
import { rasterise } from '../templates/rasterise.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import { previewApp, type Shown } from './app.tsx';

export interface Preview {
  url: string;
  /** Resolves when what is shown follows the latest change that was seen. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/** An editor saves in several steps. */
const quietMs = 60;

/** Shows every mail of a project, and shows it anew whenever something under `templates/` changes. */
export async function startPreview(projectRoot: string, port = 0): Promise<Preview> {
  let shown: Shown = { version: 0, mails: [], findings: [] };
  const looks = new EventEmitter().setMaxListeners(0);
  const look = async () => {
    try {
      const workshop = await openWorkshop(projectRoot);
      shown = { version: shown.version + 1, mails: workshop.mails, findings: await checkContent(workshop) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      shown = { ...shown, version: shown.version + 1, broken: error.message };
    }
    looks.emit('done');
  };
  const folder = new TemplateFolder(projectRoot);
  const app = previewApp({
    shown: () => shown,
    changed: async (version, gone) => {
      while (shown.version <= version && !gone.aborted) {
        await once(looks, 'done', { signal: gone }).catch(() => undefined);
      }
      return shown.version;
    },
    picture: async (file) => {
      const series = await folder.list('series');
      const pictures = (await Promise.all(series.map((id) => readPictures(`series/${id}`, folder)))).flat();
      const picture = pictures.find((one) => one.file === file);
      return picture === undefined ? undefined : new Uint8Array(await rasterise(picture));
    },
    url: () => server.url,
  });
  const server = await serveLoopback(
    pageGuard,
    (request, response) => {
      answerByFetch(request, Buffer.alloc(0), response, (asked) => app.fetch(asked)).catch((error: Error) =>
        response.destroy(error),
      );
    },
    port,
  );
  // Once the port is ours: reading takes a while, and a watch that goes on would keep a program alive that has none.
  let work = look();
  await work.catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(templatesIn(projectRoot), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(look);
    }, quietMs);
  });
  return {
    url: server.url,
    settled: async () => {
      await new Promise((done) => setTimeout(done, quietMs * 3));
      await work;
    },
    stop: async () => {
      watcher.close();
      clearTimeout(timer);
      await server.stop();
    },
  };
}
