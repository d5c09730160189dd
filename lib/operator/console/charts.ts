import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

export interface Chart {
  kind: 'bar' | 'line';
  /** Under the axis, one a point. */
  labels: readonly string[];
  /** What they are called in the table, where there is room. */
  rows?: readonly string[];
  /** Undefined where a number would be about too few people. */
  series: readonly { name: string; values: readonly (number | undefined)[] }[];
  /** Of lines: ends the axis at a hundred. */
  percent?: boolean;
}

/** Told apart without colour as well: by their place, and by the table below each chart. Good on light and on dark paper. */
const colours = ['#2a8c84', '#c2703d', '#7f83c4', '#8a8a3a'];
const grey = '#808a88';
/** Large enough on a phone, where a chart has two thirds of its width. */
const fontSize = 14;

/** Charts that were drawn, by what they show: to draw one takes longer than the rest of its page, and what it shows changes once a night. */
const drawn = new Map<string, string>();
const drawnMax = 50;

/** A chart as SVG, made here: the page needs no script for it. Its words stand beside it, in a table. */
export function chartSvg(chart: Chart): string {
  const shows = JSON.stringify(chart);
  const svg = drawn.get(shows) ?? draw(chart);
  drawn.set(shows, svg);
  if (drawn.size > drawnMax) drawn.delete(drawn.keys().next().value!);
  return svg;
}

function draw({ kind, labels, series, percent = false }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 480, height: 240 });
  chart.setOption({
    animation: false,
    color: colours,
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize },
    legend: { show: series.length > 1, top: 0, left: 0, itemGap: 36, textStyle: { color: grey, fontSize } },
    grid: { left: 48, right: 12, top: series.length > 1 ? 36 : 12, bottom: 28 },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: { color: grey, fontSize, hideOverlap: true },
      axisLine: { lineStyle: { color: grey } },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      ...(percent && kind === 'line' && { max: 100 }),
      axisLabel: { color: grey, fontSize },
      splitLine: { lineStyle: { color: grey, opacity: 0.25 } },
    },
    series: series.map(({ name, values }) => ({
      type: kind,
      name,
      showSymbol: values.length < 40,
      // echarts' word for a gap.
      data: values.map((value) => value ?? '-'),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
