/** What the stack and the operator's commands have to agree on. */

/** Name of the stack of a stage. */
export function stackName(stage: string): string {
  return `Weekwise-${stage}`;
}

/** Name of the stack of a domain that mails come from. A hyphen is doubled, so that no two domains share a name; no stage can be called so. */
export function mailStackName(domain: string): string {
  return `WeekwiseMail-${domain.replaceAll('-', '--').replaceAll('.', '-')}`;
}

/** Name of the stack with what workflows on GitHub may do with a stage. No stage and no domain can be called so. */
export function githubStackName(stage: string): string {
  return `WeekwiseGitHub-${stage}`;
}

/** The stack's output that tells the operator's commands where things are. */
export const operatorOutput = 'OperatorWhereabouts';

/** The stack's outputs that tell the ARN of a policy for people who run the stage. */
export const readingOutput = 'ReadingPolicy';
export const operatingOutput = 'OperatingPolicy';

/** What a mail needs that an operator sends by hand. */
export interface SendingDetails {
  siteUrl: string;
  configurationSet: string;
  /** Of account mail. */
  from: string;
  name: string;
  replyTo: string;
  repliesWithinDays?: number | undefined;
  postalAddress: string;
}
