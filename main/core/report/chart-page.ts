/** The tooth chart alone on a page, for a picture of it. */
import { textOf } from '../language.ts';
import { CHART_WORDS } from '../words/chart-words.ts';
import { PRODUCT_WORDS } from '../words/product-words.ts';
import { markup } from './markup.ts';
import { chartLegend, chartSizeMm, reportChart } from './report-chart.ts';
import type { ReportContent, ReportLook } from './report-content.ts';
import { CONTENT_POLICY, reportStyle } from './report-style.ts';

const PADDING_PX = 32;
/** Two lines of signs and one that says what the picture is not for. */
const BELOW_PX = 170;

export function chartHtml(content: ReportContent, look: ReportLook): string {
  const style = `${reportStyle(look, { foot: '', head: '' })}
body { padding: ${PADDING_PX}px; }
.chart { width: 100%; max-height: none; }
.legend, .notice { font-size: 24px; line-height: 1.6; text-align: center; }
.legend svg { width: 54px; height: 40px; }`;
  const { markup: document } = markup`<!doctype html>
<html lang="${look.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<title>${textOf(CHART_WORDS, look.language).chart}</title>
<style>${{ markup: style }}</style>
</head>
<body>${reportChart(content, look)}${chartLegend(content, look)}
<p class="notice">${textOf(PRODUCT_WORDS, look.language).researchUse}</p></body>
</html>
`;
  return document;
}

/** How high that page is when it is so wide. */
export function chartHeightPx(content: ReportContent, widthPx: number): number {
  const { widthMm, heightMm } = chartSizeMm(content);
  return Math.ceil((heightMm / widthMm) * (widthPx - 2 * PADDING_PX)) + 2 * PADDING_PX + BELOW_PX;
}
