import * as z from 'zod';
import { codeOf } from '../templates/code-of.ts';
import { projectMemory, type Kind, type Memory } from '../templates/remembered.ts';
import { rememberedOf } from '../templates/templates-state.ts';

const Problem = z.object({ file: z.string(), line: z.number(), message: z.string() });

/** What `series check` says. */
const CheckedSeries = z.object({
  /** How many emails were checked. */
  mails: z.number(),
  findings: z.array(Problem),
  /** How far each other language of each series is. */
  languages: z.array(
    z.object({
      series: z.string(),
      tag: z.string(),
      draft: z.boolean(),
      missing: z.array(Problem),
      outdated: z.array(Problem),
    }),
  ),
  /** What to say of lessons that have a date in place of a signature. */
  outdatedReviews: z.string().optional(),
});
export type CheckedSeries = z.output<typeof CheckedSeries>;

const checked: Kind<CheckedSeries> = {
  name: 'checked series',
  code: () => codeOf('lib/content/check-series.ts'),
  shape: CheckedSeries,
};

/**
 * Checks every series, or one of them. Where templates, code and packages are those of an earlier check, it says the same as that without reading a
 * template.
 *
 * @throws TemplateError when the templates do not compile: show its message as it is
 */
export async function checkSeries(
  projectRoot: string,
  only?: string,
  memory: Memory = projectMemory,
): Promise<CheckedSeries> {
  return rememberedOf(projectRoot, memory, checked, { only }, () => freshlyChecked(projectRoot, only, memory));
}

async function freshlyChecked(projectRoot: string, only: string | undefined, memory: Memory): Promise<CheckedSeries> {
  // Here, not above: it takes as long to load as all else when nothing has changed.
  const { openWorkshop } = await import('./workshop.ts');
  const { checkContent } = await import('./check-content.ts');
  const { outdatedReviews } = await import('./lesson-text.ts');
  const workshop = await openWorkshop(projectRoot, only, memory);
  const { mails, languages } = workshop;
  return {
    mails: mails.length,
    findings: await checkContent(workshop),
    languages,
    outdatedReviews: outdatedReviews(workshop),
  };
}
