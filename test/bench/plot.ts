/** Growth plots as SVG, on logarithmic axes: a straight line at 45 degrees is linear growth, a level one is none. */

export interface Series {
  name: string;
  points: { x: number; y: number }[];
}

export interface PlotOptions {
  title: string;
  x: string;
  y: string;
  series: readonly Series[];
}

const width = 640;
const height = 360;
const margin = { left: 80, right: 24, top: 48, bottom: 56 };
const colours = ['#1d4f46', '#b4632d', '#5a5f8c'];

export function plot({ title, x, y, series }: PlotOptions): string {
  const points = series.flatMap((one) => one.points);
  const xAxis = axis(
    points.map((point) => point.x),
    margin.left,
    width - margin.right,
  );
  const yAxis = axis(
    points.map((point) => point.y),
    height - margin.bottom,
    margin.top,
  );
  const grid = [
    ...xAxis.marks.map((mark) => line(xAxis.at(mark), margin.top, xAxis.at(mark), height - margin.bottom, '#d8d4c9')),
    ...yAxis.marks.map((mark) => line(margin.left, yAxis.at(mark), width - margin.right, yAxis.at(mark), '#d8d4c9')),
  ];
  const labels = [
    ...xAxis.marks.map((mark) => text(xAxis.at(mark), height - margin.bottom + 18, short(mark), 'middle')),
    ...yAxis.marks.map((mark) => text(margin.left - 8, yAxis.at(mark) + 4, short(mark), 'end')),
    text((margin.left + width - margin.right) / 2, height - 14, x, 'middle'),
    `<text transform="translate(18 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
  ];
  const lines = series.map(({ name, points: own }, index) => {
    const colour = colours[index % colours.length]!;
    const path = own.map((point) => `${fixed(xAxis.at(point.x))},${fixed(yAxis.at(point.y))}`);
    const dots = path.map(
      (at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="3.5" fill="${colour}"/>`,
    );
    const legend = text(margin.left + 8, margin.top + 16 + index * 18, name, 'start', colour);
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${legend}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="12" fill="#2b2a27">
<rect width="${width}" height="${height}" fill="#fffdf8"/>
<text x="${margin.left}" y="28" font-size="15" font-weight="bold">${escaped(title)}</text>
${[...grid, ...labels, ...lines].join('\n')}
</svg>
`;
}

interface Axis {
  at: (value: number) => number;
  marks: number[];
}

/** Whole powers of ten around the values. */
function axis(values: number[], from: number, to: number): Axis {
  const logs = values.map((value) => Math.log10(Math.max(value, 1e-9)));
  const low = Math.floor(Math.min(...logs));
  const high = Math.max(low + 1, Math.ceil(Math.max(...logs)));
  return {
    at: (value) => from + ((Math.log10(Math.max(value, 1e-9)) - low) / (high - low)) * (to - from),
    marks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
  };
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="${colour}"/>`;
}

function text(x: number, y: number, words: string, anchor: string, colour?: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}"${colour ? ` fill="${colour}"` : ''}>${escaped(words)}</text>`;
}

function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1e3 ? `${value / 1e3} k` : String(value);
}

const fixed = (value: number) => value.toFixed(1);

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
