// Adds to package-lock.json the platform packages that the registry at hand did not serve, so that `npm ci` accepts the lock there and every
// other platform still finds its binaries, and asks the registry for the integrity of each. Run it after `npm install` has changed the lock:
// node .ci/complete-lock.mjs [name …]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
/** Names of the platform packages whose integrity no registry has told yet. */
const withoutIntegrity = new URL('lock-without-integrity.json', import.meta.url);
/** Asks the registry about these only; without names, about every one that has no integrity. */
const asked = process.argv.slice(2);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const processors = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  mips64el: 'mips64el',
  wasm32: 'wasm32',
  arm: 'arm',
};

/** What a platform package's name says of where it runs. */
function platformOf(name) {
  const words = name.split(/[/.-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = Object.keys(processors).filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(libc.length > 0 && os.includes('linux') && { libc }),
  };
}

const added = [];
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  if (place === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[hoisted] || !/^\d/.test(version)) continue;
    const platform = platformOf(name);
    if (!platform.os && !platform.cpu) continue;
    lock.packages[hoisted] = { version, ...platform, ...(dev && { dev }), optional: true };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));

// Without integrity npm installs whatever it is given under that name. The files of bundled packages are covered by the package around them.
const unpinned = Object.entries(lock.packages).filter(
  ([place, { integrity, inBundle, link }]) => place !== '' && !integrity && !inBundle && !link,
);
const left = [];
for (const [place, { version, ...entry }] of unpinned) {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const integrity = asked.length === 0 || asked.includes(name) ? integrityOf(`${name}@${version}`) : undefined;
  if (integrity === undefined) left.push(name);
  else lock.packages[place] = { version, integrity, ...entry };
}
writeFileSync(withoutIntegrity, `${JSON.stringify(left.sort(), undefined, 2)}\n`);
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${added.length} platform packages added, ${left.length} without integrity`);

function integrityOf(spec) {
  try {
    const told = execFileSync('npm', ['view', spec, 'dist.integrity'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return /^sha512-[A-Za-z0-9+/]{86}==$/.test(told) ? told : undefined;
  } catch {
    // The registry at hand does not serve it.
    return undefined;
  }
}
