import { build } from 'esbuild';
import * as z from 'zod';
import { roots } from '../roots.ts';
import { codeOf } from './code-of.ts';
import type { Kind, Memory } from './remembered.ts';

/**
 * Solves the challenge of a form, and says so where the page has asked for it. A page that is the same for everybody has no challenge of its own: it
 * is fetched when somebody begins to type. Bundled here, since only this one of the site's scripts brings a library along.
 */
const source = `
import { solveChallenge } from 'altcha-lib/v1';
const form = document.querySelector('form[data-challenge]');
const solve = async (asked) => {
  const { challenge, salt, algorithm, maxnumber } = asked;
  const solved = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  if (!solved) return;
  form.elements.namedItem('proof').value = btoa(JSON.stringify({ ...asked, number: solved.number }));
  const state = document.querySelector('.proof-state');
  if (state) state.textContent = 'Done: you can press the button now.';
};
const { challenge } = form?.dataset ?? {};
if (challenge?.startsWith('{')) solve(JSON.parse(challenge));
else if (challenge) {
  const begin = async () => solve(await (await fetch(challenge)).json());
  // Without it the form is sent all the same, and may be asked for a proof then.
  form.addEventListener('focusin', () => begin().catch(() => undefined), { once: true });
}
`;

const script: Kind<string> = {
  name: 'proof script',
  code: () => codeOf('lib/templates/proof-script.ts'),
  shape: z.string(),
};

/** The script as one file. */
export async function proofScript(memory: Memory): Promise<string> {
  return memory.remembered(script, source, bundled);
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: roots.engine, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}
