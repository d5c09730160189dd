import { words } from '../../../content/words.ts';
import { type ScoreName, scored } from '../../../core/course/progress.ts';
import type { CheckIn } from '../../../core/person/records.ts';
import type { Start } from '../../../core/person/stored-values.ts';
import { formatDay, formatShortDay } from '../../kit/spoken.ts';

const says = words.progress.numbers;

/** Dots beside the start: more would not have room for their numbers. */
const latestMax = 5;

/** Are there weeks that the charts have no room for? */
export function isCut(checkIns: readonly CheckIn[], start: Start | undefined): boolean {
  return (['stress', 'pain'] as const).some((score) => scored(checkIns, score, start).length > latestMax + 1);
}

const size = { width: 260, height: 160 };
const plot = { left: 42, right: 236, top: 24, bottom: 130 };
const y = (score: number) => plot.bottom - (score * (plot.bottom - plot.top)) / 10;

interface ScoreChartProps {
  checkIns: readonly CheckIn[];
  start: Start | undefined;
  score: ScoreName;
}

/**
 * One score over the weeks: lines at 0, 5 and 10, and a dot with its number for the start and each of the latest weeks. The table on the page says the
 * same. Nothing with no score, and words in place of a chart with one.
 */
export function ScoreChart({ checkIns, start, score }: ScoreChartProps) {
  const all = scored(checkIns, score, start);
  const name = says[score];
  if (all.length === 0) return <></>;
  if (all.length === 1) return <p>{says.single({ name, score: String(all[0]!.value) })}</p>;
  const hasGap = all.length > latestMax + 1;
  const shown = hasGap ? [all[0]!, ...all.slice(-latestMax)] : all;
  const x = (index: number) => plot.left + (index * (plot.right - plot.left)) / (shown.length - 1);
  const dots = shown.map(({ to, value }, index) => ({
    x: x(index).toFixed(1),
    y: y(value).toFixed(1),
    above: (y(value) - 12).toFixed(1),
    value,
    day: index === 0 ? says.start : formatShortDay(to),
    inWords: (index === 0 ? says.atStart : says.at)({ date: formatDay(to), score: String(value) }),
  }));
  // No line leads over weeks that are not shown.
  const joined = hasGap ? dots.slice(1) : dots;
  const label = says.chart({ name, weeks: dots.map(({ inWords }) => inWords).join(', ') });
  return (
    <figure class={`chart ${score}`}>
      <h3>{name}</h3>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
        {[0, 5, 10].map((at) => (
          <>
            <line x1="26" x2={String(size.width - 4)} y1={y(at).toFixed(1)} y2={y(at).toFixed(1)} />
            <text x="20" y={(y(at) + 4).toFixed(1)} text-anchor="end" font-size="14">
              {at}
            </text>
          </>
        ))}
        <polyline points={joined.map((dot) => `${dot.x},${dot.y}`).join(' ')} />
        {dots.map((dot, index) => (
          <>
            {score === 'stress' ? (
              <circle class="dot" cx={dot.x} cy={dot.y} r="6" />
            ) : (
              <rect
                class="dot"
                x={(Number(dot.x) - 5.5).toFixed(1)}
                y={(Number(dot.y) - 5.5).toFixed(1)}
                width="11"
                height="11"
              />
            )}
            <text class="value" x={dot.x} y={dot.above} text-anchor="middle" font-size="14">
              {dot.value}
            </text>
            {(shown.length <= 4 || index === 0 || index % 2 === (shown.length - 1) % 2) && (
              <text x={dot.x} y="153" text-anchor="middle" font-size="13">
                {dot.day}
              </text>
            )}
          </>
        ))}
      </svg>
    </figure>
  );
}
