import { build } from 'esbuild';

/**
 * Solves the challenge of a sign-up form while the person reads why it is there, and says so when it is done. Bundled here, since only this
 * one of the site's scripts brings a library along.
 */
const source = `
import { solveChallenge } from 'altcha-lib/v1';
const form = document.querySelector('form[data-challenge]');
const { challenge, salt, algorithm, maxnumber } = JSON.parse(form?.dataset.challenge ?? 'null') ?? {};
const solved = challenge && (await solveChallenge(challenge, salt, algorithm, maxnumber).promise);
if (solved) {
  const payload = { ...JSON.parse(form.dataset.challenge), number: solved.number };
  form.elements.namedItem('proof').value = btoa(JSON.stringify(payload));
  document.getElementById('proof-state').textContent = 'Done: you can press the button now.';
}
`;

/** The script as one file. */
export async function proofScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}
