import type { Child } from 'hono/jsx';

/** A table with its heading, that can be scrolled by keys where it is wide. */
export function Rows({
  title,
  head,
  rows,
  none = 'Nothing.',
}: {
  title: string;
  head: readonly string[];
  rows: readonly (readonly Child[])[];
  none?: string;
}) {
  return (
    <>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{none}</p>
      ) : (
        <section class="scroll" tabindex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                {head.map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr>
                  {cells.map((cell, column) => (
                    <td
                      class={isInstant(cell) ? 'date' : undefined}
                      data-head={head.length > 1 ? head[column] : undefined}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

const isInstant = (cell: Child) => typeof cell === 'string' && /^\d{4}-\d\d-\d\d[^ ]*$/.test(cell);
