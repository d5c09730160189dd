/** One thing to do that a README names. */
export type Action =
  | { command: string }
  | { open: string }
  | { type: string; into: string }
  /** A button or a link, by its words. */
  | { press: string };

/** An item of a numbered list, or what stands below a heading outside of one. */
export interface Step {
  /** Its first sentences, as far as they name nothing to do. */
  title: string;
  actions: Action[];
  /** What its heading says that it needs: "Deploy (needs an AWS account)". */
  needs?: string;
}

const action =
  /```\w*\n(?<command>[\s\S]*?)```|\bopen <?(?<open>https?:\/\/[^\s>,]*[^\s>,.:)])|\btype `(?<type>[^`]+)`\s+into \*\*(?<into>[^*]+)\*\*|\bpress \*\*(?<press>[^*]+)\*\*/gi;

/**
 * What a README tells its reader to do, in its order: commands in fenced blocks, one a line; in its sentences "open" with an address, "type `words` into
 * **a field**", and "press **a button**".
 */
export function stepsOf(readme: string): Step[] {
  return readme
    .split(/^#+ /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = ''] = section.split('\n');
      const needs = /\(needs (.*)\)/.exec(heading)?.[1];
      return section
        .slice(heading.length)
        .split(/^\d+\. /m)
        .map((text, item): Step => ({
          title:
            item === 0
              ? heading
              : text
                  .split(/\n\n|\b(?:open|type|press) /i)[0]!
                  .replaceAll(/\s+/g, ' ')
                  .replace(/:? ?$/, ''),
          actions: [...text.matchAll(action)].flatMap(({ groups }) => actionsOf(groups!)),
          ...(needs !== undefined && { needs }),
        }));
    })
    .filter(({ actions }) => actions.length > 0);
}

function actionsOf({ command, open, type, into, press }: Record<string, string | undefined>): Action[] {
  if (command !== undefined) {
    const lines = command.split('\n').map((line) => line.trim());
    return lines.filter(Boolean).map((line) => ({ command: line }));
  }
  if (open !== undefined) return [{ open }];
  return type === undefined ? [{ press: press! }] : [{ type, into: into! }];
}
