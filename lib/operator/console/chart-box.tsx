import { raw } from 'hono/html';
import { chartSvg, type Chart } from './charts.ts';

/** A chart with its numbers as a table below it: for screen readers, and for whoever wants to copy them. */
export function ChartBox({ title, note, chart, first }: { title: string; note?: string; chart: Chart; first: string }) {
  const { labels, rows = labels, series, percent = false } = chart;
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const number = (value: number | undefined) => (value === undefined ? '–' : `${value}${percent ? ' %' : ''}`);
  return (
    <section class="chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note !== undefined && <p class="note">{note}</p>}
      {labels.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <>
          <div aria-hidden="true">{raw(chartSvg(chart))}</div>
          <details>
            <summary>The same as a table</summary>
            <div class="scroll" tabindex={0} role="region" aria-label={`${title}, as a table`}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{first}</th>
                    {series.map(({ name }) => (
                      <th scope="col">{name}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((label, index) => (
                    <tr>
                      <th scope="row">{label}</th>
                      {series.map(({ values }) => (
                        <td>{number(values[index])}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </section>
  );
}
