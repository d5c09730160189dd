/** What is left to do on a stage. */
type ToMend = { name: string; says: string; fix?: string | undefined }[];

/**
 * Looks at a stage that was just deployed, as far as these credentials may: those of a workflow see no table, and what they did is done all the same.
 */
export async function unlessDenied(stage: string, look: () => Promise<ToMend>): Promise<ToMend> {
  try {
    return await look();
  } catch (error) {
    if (!/AccessDenied|NotAuthorized/.test((error as Error).name)) throw error;
    const fix = `run npx weekwise --stage ${stage} doctor as somebody who operates it`;
    return [{ name: 'doctor', says: 'these credentials may deploy, and not look at the service', fix }];
  }
}
