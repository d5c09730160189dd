import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import type { Section } from '../../console/section.ts';
import { previewSection } from '../../preview/section.tsx';
import { type WatchedMails, watchMails } from '../../preview/watched-mails.ts';
import { roots } from '../../roots.ts';
import { connectLocal } from '../connection.ts';
import { operatorSections } from './sections.ts';

/** What the console of the local home has beside inbox and clock: all that an operator has, and the preview. @param clock - as it was moved */
export function localSections(dataDir: string, clock: Clock): { sections: Section[]; close: () => void } {
  // Reading every mail takes a while: once somebody looks.
  let mails: Promise<WatchedMails> | undefined;
  const connection = { ...connectLocal(dataDir), clock };
  return {
    sections: [
      ...operatorSections(connection, { listed: true }),
      previewSection(() => (mails ??= watchMails(roots.project))),
    ],
    close: () => {
      connection.close();
      void mails?.then(({ stop }) => stop());
    },
  };
}
