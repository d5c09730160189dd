/** What the stack and the operator's commands have to agree on. */

/** Name of the stack of a stage. */
export function stackName(stage: string): string {
  return `Weekwise-${stage}`;
}

/** The stack's output that tells the operator's commands where things are. */
export const whereaboutsOutput = 'OperatorWhereabouts';
