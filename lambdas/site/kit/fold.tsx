import type { Child, PropsWithChildren } from 'hono/jsx';

interface FoldProps {
  summary: Child;
  /** Where something in it is wrong, and where it is what somebody came for. */
  open?: boolean;
}

/** What is rarely needed. What keeps people safe is never folded. */
export function Fold({ summary, open = false, children }: PropsWithChildren<FoldProps>) {
  return (
    <details open={open}>
      <summary>{summary}</summary>
      <div class="folded">{children}</div>
    </details>
  );
}

interface TaskProps {
  id: string;
  name: string;
  /** What holds today, such as "Not paused". */
  value: Child;
  open?: boolean;
}

/**
 * A row of a list of settings: one of them is open at a time. They stand in an element of the class `tasks`. The id is of what is folded, since a browser
 * opens what an address leads into, without a script (HTML, "ancestor details revealing algorithm").
 */
export function Task({ id, name, value, open = false, children }: PropsWithChildren<TaskProps>) {
  return (
    <details name="task" open={open}>
      <summary>
        <span class="task-name">{name}</span>
        <span class="task-value">{value}</span>
      </summary>
      <div class="folded" id={id}>
        {children}
      </div>
    </details>
  );
}
