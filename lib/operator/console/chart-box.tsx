import { raw } from 'hono/html';
import type { Chart } from './charts.ts';

const isDate = (label: string | undefined) => label !== undefined && /^\d{4}-\d\d-\d\d$/.test(label);

/** A chart with its numbers as a table below it: for screen readers, and for whoever wants to copy them. */
export function ChartBox({ title, note, chart, first }: { title: string; note?: string; chart: Chart; first: string }) {
  const { labels, rows = labels, series, percent = false } = chart;
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const number = (value: number | undefined) => (value === undefined ? '–' : `${value}${percent ? ' %' : ''}`);
  const values = series.flatMap((one) => one.values);
  const hidden = values.filter((value) => value === undefined).length;
  const isDrawn = values.some((value) => value !== undefined && value > 0);
  const says = [
    ...(isDrawn ? [] : hidden === 0 ? ['None in this time.'] : ['Too few to draw.']),
    ...(hidden === 0 ? [] : [`${hidden} of ${values.length} numbers are about too few people to be shown.`]),
  ].join(' ');
  return (
    <section class="chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note !== undefined && <p class="note">{note}</p>}
      {isDate(rows[0]) && (
        <p class="note">
          By {first.split(' ')[0]?.toLowerCase()}, {rows[0]} to {rows.at(-1)}
        </p>
      )}
      {labels.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <>
          {isDrawn && <Drawing chart={chart} />}
          {says !== '' && <p class="note">{says}</p>}
          <details>
            <summary>The same as a table</summary>
            <section class="scroll" tabindex={0} aria-label={`${title}, as a table`}>
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
            </section>
          </details>
        </>
      )}
    </section>
  );
}

/** What draws is loaded with the first chart: it takes as long as all the rest of the console. */
async function Drawing({ chart }: { chart: Chart }) {
  const { chartSvg } = await import('./charts.ts');
  return <div aria-hidden="true">{raw(chartSvg(chart))}</div>;
}
