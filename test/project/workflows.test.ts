import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { makeProject } from '../../lib/project/make-project.ts';
import { engineFile } from '../../lib/roots.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Job {
  permissions?: Record<string, string>;
  environment?: string;
  needs?: string | string[];
  if?: string;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}
interface Workflow {
  permissions: object;
  jobs: Record<string, Job>;
}

const place = temporaryFolder();
const project = place('my-course');
const texts = new Map<string, string>();

beforeAll(async () => {
  await makeProject(project);
  for (const folder of [engineFile('.github/workflows'), join(project, '.github/workflows')]) {
    for (const name of await readdir(folder)) texts.set(join(folder, name), await readFile(join(folder, name), 'utf8'));
  }
});
const workflow = (name: string) => parse(texts.get(join(project, '.github/workflows', name))!) as Workflow;

/** The most that any job may have. */
const rights: Readonly<Record<string, string>> = {
  contents: 'read',
  'id-token': 'write',
  'pull-requests': 'write',
};

/** What holds for every workflow, also where no linter of workflows is installed. */
describe('workflows, here and in a project', () => {
  test('run actions as they were at one commit, and say of which release', () => {
    const uses = [...texts.values()].flatMap((text) => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(8);
    expect(uses.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('have no right but what a job asks for, and keep no token in the checkout', () => {
    for (const text of texts.values()) {
      const { permissions, jobs } = parse(text) as Workflow;
      expect(permissions).toEqual({});
      for (const { permissions: own, steps } of Object.values(jobs)) {
        expect(own).toBeDefined();
        expect(Object.entries(own!).filter(([name, right]) => rights[name] !== right)).toEqual([]);
        // What is put into a command line is run: a title, a name of a branch, an output.
        expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
        const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
        expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
      }
    }
  });
});

describe('the workflows of a project', () => {
  test('deploy to test first, and to production in an environment that can ask for approval', () => {
    const { jobs } = workflow('deploy.yml');
    expect(Object.keys(jobs)).toEqual(['test', 'production']);
    expect(jobs['test']!.environment).toBe('test');
    expect(jobs['production']).toMatchObject({ environment: 'production', needs: 'test' });
  });

  test('can become a role of the account only in an environment, or for no fork', () => {
    const jobs = ['deploy.yml', 'check.yml'].flatMap((name) => Object.values(workflow(name).jobs));
    const become = jobs.filter(({ permissions = {} }) => 'id-token' in permissions);
    expect(become).toHaveLength(3);
    const ours = 'github.event.pull_request.head.repo.full_name == github.repository';
    expect(become.filter(({ environment, if: only }) => environment === undefined && !only?.includes(ours))).toEqual(
      [],
    );
  });

  test('run nothing of a pull request where they may write', () => {
    const { jobs } = workflow('check.yml');
    const writers = Object.values(jobs).filter(({ permissions = {} }) => 'pull-requests' in permissions);
    expect(writers).toHaveLength(1);
    expect(writers[0]!.permissions).toEqual({ 'pull-requests': 'write' });
    expect(writers[0]!.steps.filter(({ uses }) => uses !== undefined)).toEqual([]);
    // What emails would say is told without a role in AWS, too.
    expect(writers[0]).toMatchObject({ needs: ['emails', 'diff'], if: "always() && needs.emails.result == 'success'" });
  });

  test('and everything else that is written name the package and the project', async () => {
    for (const name of ['README.md', '.github/dependabot.yml', '.github/workflows/check.yml']) {
      expect(await readFile(join(project, name), 'utf8')).not.toMatch(/(?<!\$)\{\{/);
    }
    const { updates } = parse(await readFile(join(project, '.github/dependabot.yml'), 'utf8')) as {
      updates: { groups: Record<string, { patterns: string[] }> }[];
    };
    expect(updates[0]!.groups['weekwise']!.patterns).toContain('weekwise');
  });
});
