import type { Command } from 'commander';

/** One or more of each command, as they are typed after `npx weekwise`. Help and the command reference show them. */
const examples: Readonly<Record<string, readonly string[]>> = {
  weekwise: [
    'status',
    '--stage production halt "SES asked us to look at last night’s bounces"',
    '--stage production subscriber show ann@example.org',
    'new-series tea-breaks',
  ],
  status: ['status', '--stage production --json status'],
  doctor: ['doctor', '--stage production doctor'],
  audit: ['--stage production audit --days 30', '--stage production --json audit'],
  halt: ['--stage production halt "SES asked us to look at last night’s bounces"'],
  go: [
    '--stage production go',
    '--stage production go --after-restore',
    '--stage production go --after-restore --from 2026-12-01T06:00:00Z --yes',
  ],
  restore: ['--stage production restore 2026-12-01T06:00:00Z'],
  transfer: [
    '--stage production transfer --to-region eu-central-1',
    '--stage production transfer --to-region eu-central-1 --to-profile new-account --yes',
  ],
  'dead-letters': ['--stage production dead-letters list'],
  'dead-letters list': ['--stage production dead-letters list', '--stage production --json dead-letters list feedback'],
  'dead-letters show': ['--stage production dead-letters show 5f1c3a52-6f0e-4f5e-9b1e-0d6f3c7a2b11'],
  'dead-letters drop': [
    '--stage production dead-letters drop 5f1c3a52-6f0e-4f5e-9b1e-0d6f3c7a2b11',
    '--stage production dead-letters drop 5f1c3a52-6f0e-4f5e-9b1e-0d6f3c7a2b11 --yes',
  ],
  'dead-letters redrive': ['--stage production dead-letters redrive', '--stage production dead-letters redrive send'],
  subscriber: ['subscriber show ann@example.org', 'subscriber find müller'],
  'subscriber show': ['subscriber show ann@example.org', '--stage production --json subscriber show ann@example.org'],
  'subscriber find': ['--stage production subscriber find müller'],
  'subscriber list': [
    '--stage production subscriber list --status paused --sort last-email',
    '--stage production --json subscriber list --from clinic-north --since 2026-11-02',
  ],
  import: [
    'import people.csv --dry-run',
    'import people.xls.csv --map email="Kontakt (privat)" --dates dmy --encoding windows-1252 --dry-run',
    '--stage production import subscribers.csv --subscribed-only --zone Europe/Berlin --confirm --per-day 200 --errors refused.csv',
    '--stage production import subscribed_members_export.csv --name clinic-2026 --consent-text "2024 newsletter form"',
    '--stage production import --undo clinic-2026 --yes',
  ],
  'import list': ['--stage production import list'],
  export: [
    '--stage production export people.csv',
    '--stage production export --format ndjson --status active | gzip > people.ndjson.gz',
  ],
  suppression: ['--stage production suppression list'],
  'suppression list': ['--stage production suppression list', '--stage production --json suppression list'],
  'suppression add': ['--stage production suppression add ann@example.org --reason complaint'],
  'suppression remove': ['--stage production suppression remove ann@example.org'],
  'send-test': ['--stage production send-test lesson:3 --to me@example.org', 'send-test welcome --to me@example.org'],
  notice: [
    '--stage production notice draft closed.md',
    '--stage production notice send correction.md --had slow-breathing --also-paused --also-completed --yes',
  ],
  'notice draft': ['--stage production notice draft closed.md', 'notice draft correction.md --had slow-breathing'],
  'notice test': ['--stage production notice test closed.md me@example.org'],
  'notice send': [
    '--stage production notice send closed.md',
    '--stage production notice send closed.md --zone Europe/Berlin --yes',
    '--stage production notice send correction.md --had slow-breathing --also-paused --also-completed --yes',
  ],
  'notice list': ['--stage production notice list', '--stage production --json notice list'],
  'notice show': ['--stage production notice show closed-on-monday-3f9a2c81'],
  'notice stop': ['--stage production notice stop closed-on-monday-3f9a2c81 "wrong date"'],
  counts: ['--stage production counts show'],
  'counts show': ['--stage production counts show', '--stage production --json counts show'],
  'counts rebuild': ['--stage production counts rebuild', '--stage production counts rebuild --yes'],
  report: [
    '--stage production report',
    '--stage production report --csv > report.csv',
    '--stage production report --lessons --csv > lessons.csv',
  ],
  console: ['console', '--stage production console'],
  keys: ['--stage production keys rotate'],
  'keys list': ['--stage production keys list'],
  'keys rotate': ['--stage production keys rotate', '--stage production --json keys rotate'],
  'keys revoke': ['--stage production keys revoke a k2', '--stage production keys revoke all'],
  'api-keys': ['--stage production api-keys list'],
  'api-keys add': ['--stage production api-keys add "clinic website"'],
  'api-keys list': ['--stage production api-keys list'],
  'api-keys remove': ['--stage production api-keys remove 3f9c2a7d'],
  webhook: ['--stage production webhook test'],
  'webhook secret': ['--stage production webhook secret'],
  'webhook rotate': ['--stage production webhook rotate'],
  'webhook test': ['--stage production webhook test'],
  form: [
    '--stage production form --zone Europe/Berlin > form.html',
    '--stage production form --zone Europe/Berlin --language de > formular.html',
  ],
  series: ['series check', '--stage production series diff'],
  'series list': ['series list'],
  'series check': ['series check', 'series check tea-breaks'],
  'series languages': ['series languages', 'series languages fr'],
  'series diff': [
    '--stage production series diff',
    '--stage production series diff --against v1.4.0',
    'series diff --words --against v1.4.0',
    'series diff --approved',
    'series diff --from ../deployed',
  ],
  'series approve': [
    'series approve --by "Ada Example"',
    'series approve tea-breaks first-sip@0d6f3c7a2b115f1c mails/welcome --by "Ada Example"',
  ],
  'series words': ['series words tea-breaks', '--json series words'],
  'series review': ['series review', 'series review stress-and-back-pain --sheet sheets --language es'],
  'series review sign': [
    'series review sign tea-breaks first-sip --by "Ada Example" --role physiotherapist',
    'series review sign tea-breaks --all --by "Ada Example" --role physiotherapist --on 2026-11-28 --due 12',
  ],
  'series share': ['series share stress-and-back-pain --to for-ada'],
  'series move': ['--stage production series move tea-breaks stress-and-back-pain --yes'],
  zones: [
    '--stage production zones',
    '--stage production zones --yes',
    '--stage production zones --since',
    '--stage production zones --since 2026f',
  ],
  init: ['init my-course', 'init my-course --series tea-breaks'],
  start: ['start'],
  deploy: ['deploy', '--stage test deploy', 'deploy --app cdk.out --yes'],
  synth: ['--stage production synth --output out'],
  overrides: ['overrides', 'overrides --accept layouts/lesson.mjml'],
  eject: ['eject layouts/lesson.mjml', 'eject series/stress-and-back-pain'],
  'new-series': ['new-series tea-breaks', 'new-series teepausen --language de'],
  cost: [
    'cost --subscribers 1000000 --reminders 1 --plan a-la-carte',
    'cost --webhooks',
    'cost --attack --quota 50000',
  ],
  preview: ['preview', 'preview --port 8421'],
};

/** Of commands that are made from a table. */
const made = new WeakMap<Command, readonly string[]>();

export function setExamples(command: Command, lines: readonly string[]): void {
  made.set(command, lines);
}

/** The examples of a command; none where nobody wrote any, which a test finds. */
export function examplesOf(command: Command): string[] {
  return (made.get(command) ?? examples[pathOf(command)] ?? []).map((example) => `npx weekwise ${example}`);
}

/** Lets a command, and those below it, show their examples in their help. */
export function showExamples(command: Command): void {
  const lines = examplesOf(command);
  if (lines.length > 0) command.addHelpText('after', ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n'));
  for (const below of command.commands) showExamples(below);
}

/** `subscriber show`; the program itself has its own name. */
function pathOf(command: Command): string {
  const { parent } = command;
  if (parent === null) return command.name();
  return parent.parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}

/** For the test that nothing is written of commands that are no more. */
export const exampleNames: readonly string[] = Object.keys(examples);
