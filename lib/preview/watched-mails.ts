import { watch } from 'node:fs';
import { checkContent } from '../content/check-content.ts';
import { type LocatedEmail, openWorkshop } from '../content/workshop.ts';
import { type Problem, TemplateError } from '../templates/source-location.ts';
import { templatesIn } from '../roots.ts';
import { readEveryPicture } from '../templates/languages/translated-pictures.ts';
import { rasterise } from '../templates/rasterise.ts';
import { TemplateFolder } from '../templates/template-folder.ts';

/** What there is to see at the moment. */
export interface Shown {
  /** Counts up with every change. */
  version: number;
  mails: LocatedEmail[];
  findings: Problem[];
  /** Why the templates do not compile; the mails are then those from before. */
  broken?: string | undefined;
}

export interface WatchedMails {
  shown: () => Shown;
  /** The PNG of a picture. */
  picture: (file: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Resolves when what is shown follows the latest change that was seen. */
  settled: () => Promise<void>;
  stop: () => void;
}

/** An editor saves in several steps. */
const quietMs = 60;

/** Reads every mail of a project, and again whenever something under `templates/` changes. It keeps no program alive. */
export async function watchMails(projectRoot: string): Promise<WatchedMails> {
  let shown: Shown = { version: 0, mails: [], findings: [] };
  const look = async () => {
    try {
      const workshop = await openWorkshop(projectRoot);
      shown = { version: shown.version + 1, mails: workshop.mails, findings: await checkContent(workshop) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      shown = { ...shown, version: shown.version + 1, broken: error.message };
    }
  };
  let work = look();
  await work;
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(templatesIn(projectRoot), { recursive: true, persistent: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(look);
    }, quietMs);
  });
  return {
    shown: () => shown,
    picture: async (file) => {
      const folder = new TemplateFolder(projectRoot);
      const series = await folder.list('series');
      const pictures = (await Promise.all(series.map((id) => readEveryPicture(`series/${id}`, folder)))).flat();
      const picture = pictures.find((one) => one.file === file);
      return picture === undefined ? undefined : new Uint8Array(await rasterise(picture));
    },
    settled: async () => {
      await new Promise((done) => setTimeout(done, quietMs * 3));
      await work;
    },
    stop: () => {
      watcher.close();
      clearTimeout(timer);
    },
  };
}
