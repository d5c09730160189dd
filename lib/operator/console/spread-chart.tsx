import type { PlaceFigures } from '../report/figures.ts';
import type { Question } from '../report/outcomes.ts';
import { formatSpread } from '../report/words.ts';

const size = { width: 480, height: 210 };
const plot = { left: 40, right: 470, top: 14, bottom: 160 };
/** Labels under the axis, at most. */
const labelsMax = 13;

interface SpreadChartProps {
  /** Weeks in order. */
  weeks: readonly PlaceFigures[];
  question: Question;
  label: string;
}

/**
 * Change since the start by week: a bar from the lower to the upper quartile, and a dot for the median. The table below it has the same numbers; pointing at a
 * bar says them.
 */
export function SpreadChart({ weeks, question, label }: SpreadChartProps) {
  const bars = weeks.flatMap(({ place, questions }) => {
    const { change, answered } = questions[question];
    return change === null ? [] : [{ week: Number(place), answered, change }];
  });
  if (bars.length === 0) return <p class="note">Nothing to draw yet.</p>;
  const ends = bars.flatMap(({ change }) => [Math.abs(change.lower), Math.abs(change.upper)]);
  const reach = Math.ceil(Math.max(2, ...ends));
  const [first, last] = [bars[0]!.week, bars.at(-1)!.week];
  const x = (week: number) =>
    plot.left + ((week - first + 0.5) * (plot.right - plot.left)) / Math.max(1, last - first + 1);
  const y = (value: number) => (plot.top + plot.bottom) / 2 - (value * (plot.bottom - plot.top)) / (2 * reach);
  const every = Math.ceil((last - first + 1) / labelsMax);
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${label}: change by week`}>
      {[reach, 0, -reach].map((value) => (
        <g>
          <line x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} stroke="#808a88" stroke-opacity="0.5" />
          <text x={plot.left - 6} y={y(value) + 5} text-anchor="end" font-size="14" fill="#808a88">
            {String(value).replace('-', '−')}
          </text>
        </g>
      ))}
      {bars.map(({ week, answered, change }) => (
        <g>
          <title>{`Week ${week}: ${formatSpread(change)}, ${answered ?? 'few'} people`}</title>
          <rect
            x={x(week) - 4}
            width="8"
            y={y(change.upper) - 1}
            height={y(change.lower) - y(change.upper) + 2}
            fill="#2a8c84"
            fill-opacity="0.45"
          />
          <circle cx={x(week)} cy={y(change.median)} r="5" fill="#2a8c84" />
          {(week - first) % every === 0 && (
            <text x={x(week)} y={plot.bottom + 24} text-anchor="middle" font-size="14" fill="#808a88">
              {week}
            </text>
          )}
        </g>
      ))}
      <text x={(plot.left + plot.right) / 2} y={size.height - 4} text-anchor="middle" font-size="14" fill="#808a88">
        Weeks since the first lesson
      </text>
    </svg>
  );
}
