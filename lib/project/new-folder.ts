import { readdir } from 'node:fs/promises';

/*
 * How a project begins, without packages: create-weekwise has these in it too.
 */

/** What a folder may hold before it becomes a project. Anything else is somebody's work, and the folder probably not the one that was meant. */
const harmless = new Set(
  [
    '.git .gitignore .gitattributes .github .gitlab-ci.yml .editorconfig .idea .vscode .npmrc .nvmrc .DS_Store .pnp.cjs .pnp.loader.mjs',
    'LICENSE README.md docs node_modules package.json package-lock.json pnpm-lock.yaml pnpm-workspace.yaml yarn.lock .yarn .yarnrc.yml',
    'stages.json templates approved build cdk.out .weekwise',
  ].flatMap((names) => names.split(' ')),
);

/** Files of a folder that a project does not have; none where there is no such folder. */
export async function strangersIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => !harmless.has(name));
}

/** Install scripts of what Weekwise brings: package managers run none that nobody allowed. That of classic-level builds what comes ready-made. */
export const allowedScripts = { esbuild: true, 'classic-level': false };

/** A package.json of a project as it begins. */
export function newPackageFile(name: string, dependencies: Record<string, string>) {
  return { name, version: '1.0.0', private: true, type: 'module', dependencies, allowScripts: allowedScripts };
}

/** pnpm reads no list but its own, and ends with an error where a script is not on it. */
export const pnpmSettings = {
  file: 'pnpm-workspace.yaml',
  text: `# Which packages may run a script when they are installed.
allowBuilds:
${Object.entries(allowedScripts)
  .map(([name, may]) => `  ${name}: ${may}\n`)
  .join('')}`,
};

/** Without it yarn keeps packages in archives, where no program finds its files. */
export const yarnSettings = { file: '.yarnrc.yml', text: 'nodeLinker: node-modules\n' };

/** "My Course" as an id. */
export function idFrom(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
