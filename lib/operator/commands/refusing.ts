import { TemplateError } from '../../templates/source-location.ts';

/** Templates that do not compile are a finding of a few lines, not a stack; what cannot be done as asked is a sentence. */
export async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isWrongQuestion =
      error instanceof Error && ['UnknownVersionError', 'SigningError', 'OperatorError'].includes(error.name);
    if (!(error instanceof TemplateError || isWrongQuestion)) throw error;
    console.error((error as Error).message);
    process.exitCode = error instanceof TemplateError ? 1 : 2;
  }
}
