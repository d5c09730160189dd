import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { templatesIn } from '../../roots.ts';
import { hashOfWords, type ReviewText } from '../../templates/reviews/review-text.ts';
import { reviewsFileName, Signature, withSignatures } from '../../templates/reviews/reviews-file.ts';
import { TemplateFolder } from '../../templates/template-folder.ts';
import { readReviewStates } from './review-states.ts';

/** A signature cannot be recorded; the message says why. */
export class SigningError extends Error {
  override name = 'SigningError';
}

/** Roles that nobody is asked about, by language: readers see the role as it is typed. Another one may be right as well, or a typing error. */
const roles: Readonly<Record<string, readonly string[]>> = {
  en: [
    'clinical psychologist',
    'dietitian',
    'doctor',
    'general practitioner',
    'health editor',
    'nurse',
    'occupational therapist',
    'pain specialist',
    'pharmacist',
    'physician',
    'physiotherapist',
    'psychiatrist',
    'psychologist',
    'psychotherapist',
  ],
  es: [
    'dietista',
    'enfermera',
    'enfermero',
    'farmacéutica',
    'farmacéutico',
    'fisioterapeuta',
    'médica',
    'médico',
    'psicóloga',
    'psicóloga clínica',
    'psicólogo',
    'psicólogo clínico',
    'psicoterapeuta',
    'psiquiatra',
    'terapeuta ocupacional',
  ],
  de: [
    'apotheker',
    'apothekerin',
    'arzt',
    'ärztin',
    'ergotherapeut',
    'ergotherapeutin',
    'hausarzt',
    'hausärztin',
    'physiotherapeut',
    'physiotherapeutin',
    'psychiater',
    'psychiaterin',
    'psychologe',
    'psychologin',
    'psychotherapeut',
    'psychotherapeutin',
  ],
};

/** Those of a language, in small letters; none where they are not known. */
export function knownRoles(language: string): readonly string[] {
  return roles[language.split('-')[0]!] ?? [];
}

/** What an operator says of a review that came back. Dates are ISO dates. */
export interface ToSign {
  /** Ids of texts, each with `@` and the hash on the sheet behind it, if they have one; `all` for every text. */
  names: readonly string[] | 'all';
  by: string;
  role: string;
  on: string;
  /** Months until it is to be read again. */
  dueMonths: number;
  today: string;
}

/**
 * The signatures that an operator records, by the id of the text. A lesson stands for its reminders too, and `mails` for every text below it.
 *
 * @throws SigningError where a name is unknown, or the words have changed since they were read
 */
export function signaturesFor(texts: readonly ReviewText[], toSign: ToSign): ReadonlyMap<string, Signature> {
  const { names, by, role, on, dueMonths, today } = toSign;
  if (on > today) throw new SigningError(`${on} is yet to come: give the day on which it was read.`);
  const due = Temporal.PlainDate.from(on).add({ months: dueMonths }).toString();
  const chosen = names === 'all' ? texts : names.flatMap((name) => textsNamed(name, texts));
  const parsed = chosen.map((text) => {
    const signature = Signature.safeParse({ by, role, on, due, words: hashOfWords(text) });
    if (!signature.success) {
      const { path, message } = signature.error.issues[0]!;
      throw new SigningError(`${String(path[0])}: ${message}`);
    }
    return [text.id, signature.data] as const;
  });
  return new Map(parsed);
}

function textsNamed(name: string, texts: readonly ReviewText[]): ReviewText[] {
  const [id = '', words] = name.split('@');
  const found = texts.filter((text) => text.id === id || (words === undefined && text.id.startsWith(`${id}/`)));
  if (found.length === 0) {
    throw new SigningError(`There is no text "${id}" in this series: npx weekwise series review lists them.`);
  }
  if (words !== undefined && !found.every((text) => hashOfWords(text) === words)) {
    throw new SigningError(`${id} has changed since the sheet with ${words} was made: it has to be read again.`);
  }
  return found;
}

/**
 * Records that a person has reviewed texts of a series under `templates/`, in its first language or in the one that is named.
 *
 * @returns ids of the texts, and the language
 * @throws SigningError, TemplateError, OperatorError where the series has no such language
 */
export async function sign(
  projectRoot: string,
  series: string,
  toSign: ToSign,
  language?: string,
): Promise<{ language: string; signed: string[] }> {
  if (!new TemplateFolder(projectRoot).hasOwn(`series/${series}`)) {
    throw new SigningError(`${series} is Weekwise's own: npx weekwise eject series/${series} makes it yours first.`);
  }
  // What cannot be read is not written over.
  const [reviewed] = await readReviewStates(projectRoot, series, toSign.today, language);
  const { source, texts, language: read } = reviewed!;
  const signatures = signaturesFor(texts, toSign);
  const file = join(templatesIn(projectRoot, source.own), reviewsFileName);
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, withSignatures(before, signatures));
  await rename(draft, file);
  return { language: read, signed: [...signatures.keys()] };
}
