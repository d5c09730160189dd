import { z } from 'zod';
import { codeOf } from '../templates/code-of.ts';
import { readEveryPicture } from '../templates/languages/translated-pictures.ts';
import { fillable } from '../templates/load-series.ts';
import type { CompiledMail } from '../templates/precompile.ts';
import type { Kind, Memory } from '../templates/remembered.ts';
import type { Problem } from '../templates/source-location.ts';
import { unsupportedIn } from './client-support.ts';
import { htmlFaults, namedIn, NamedInMail } from './mail-html.ts';
import { lengthFaults, lengthLimit, type LengthLimit } from './mail-length.ts';
import type { LoadedSources } from './workshop.ts';

/** What can be said of one email by itself: what is wrong with it, and what it names of its series. */
const judged: Kind<JudgedMail> = {
  name: 'judged email',
  code: () => codeOf('lib/content/mail-findings.ts'),
  shape: z.object({ faults: z.array(z.string()), names: NamedInMail }),
};

interface JudgedMail {
  faults: string[];
  names: NamedInMail;
}

/** Checks each mail as it is sent: its length, its html, what mail programs know of it, links that lead somewhere, pictures that are there. */
export async function mailFindings({ mails, series, folder }: LoadedSources): Promise<Problem[]> {
  const all = (await Promise.all(series.map(({ id }) => readEveryPicture(`series/${id}`, folder)))).flat();
  const pictures = new Set(all.map(({ file }) => file));
  const lessons = new Set(
    series.flatMap((one) => [...one.lessons, ...one.branches.flatMap((branch) => branch.lessons)].map(({ id }) => id)),
  );
  const found = mails.map(async (mail) => {
    const asked = { source: mail.source, limit: lengthLimit(mail, series) };
    const { faults, names } = await folder.memory.remembered(judged, asked, (one) => judge(one, folder.memory));
    const strange = [
      ...names.sourcesOf
        .filter((lesson) => !lessons.has(lesson))
        .map((lesson) => `links to the sources of "${lesson}", which is no lesson`),
      ...names.pictures
        .filter((file) => !pictures.has(file))
        .map((file) => `shows ${file}, which is none of the series' pictures`),
    ];
    return [...faults, ...strange].map((message) => ({ ...mail.place, message: `${mail.name} ${message}` }));
  });
  return (await Promise.all(found)).flat();
}

async function judge(
  { source, limit }: { source: CompiledMail; limit: LengthLimit | undefined },
  memory: Memory,
): Promise<JudgedMail> {
  const mail = fillable(source);
  const faults = [
    ...(limit === undefined ? [] : lengthFaults(mail, limit)),
    ...(await htmlFaults(mail)),
    ...(await unsupportedIn(mail, memory)),
  ];
  return { faults, names: namedIn(mail) };
}
