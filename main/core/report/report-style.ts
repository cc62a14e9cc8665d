/** How a report looks on paper: one family of type in three sizes, one accent, ink that a black-and-white printer knows. */
import { textOf } from '../language.ts';
import { cssString } from './markup.ts';
import type { ReportLook } from './report-content.ts';
import { REPORT_WORDS } from './report-words.ts';

/** A page that is laid out runs no script and fetches nothing, whatever a name in it holds. */
export const CONTENT_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

const PAPERS = { a4: 'A4', letter: 'letter' } as const;

/** What stands at the foot of every page, and at the head of those behind the first. */
export interface RunningText {
  readonly foot: string;
  readonly head: string;
}

export function reportStyle({ language, paper }: ReportLook, { foot, head }: RunningText): string {
  const pages = textOf(REPORT_WORDS, language)
    .page.split(/\{(pages?)\}/)
    .map((part) => (part === 'page' || part === 'pages' ? `counter(${part})` : cssString(part)))
    .join(' ');
  return `
@page {
  size: ${PAPERS[paper]};
  margin: 15mm 16mm 17mm;
  @bottom-left { content: ${cssString(foot)}; width: 80%; text-align: left; }
  @bottom-right { content: ${pages}; width: 20%; text-align: right; }
  @top-left { content: ${cssString(head)}; width: 100%; text-align: left; }
}
@page :first { margin-top: 14mm; @top-left { content: none; } }
${MARGIN_TYPE}
${BODY}`;
}

const FAMILY =
  '"Inter", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Arial", "Noto Sans", "DejaVu Sans Condensed", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans Arabic", sans-serif';

const MARGIN_TYPE = `
@page {
  @bottom-left { font: 6.8pt/1.3 ${FAMILY}; color: #56636f; vertical-align: top; padding-top: 4mm; white-space: nowrap; }
  @bottom-right { font: 6.8pt/1.3 ${FAMILY}; color: #56636f; vertical-align: top; padding-top: 4mm; white-space: nowrap; }
  @top-left { font: 6.8pt/1.3 ${FAMILY}; color: #56636f; vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap; }
}`;

const BODY = `
:root { --ink: #16202a; --muted: #56636f; --line: #d3dae0; --accent: #0a6475; --wash: #eef4f5; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { color: var(--ink); background: #fff; font: 8.6pt/1.42 ${FAMILY}; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { font-size: 15pt; font-weight: 600; line-height: 1.2; }
h2 { font-size: 9.6pt; font-weight: 600; color: var(--accent); margin: 4.4mm 0 1.4mm; break-after: avoid; }
ul { list-style: none; }
.head { display: flex; justify-content: space-between; align-items: flex-start; gap: 10mm; padding-bottom: 3mm; border-bottom: 0.5mm solid var(--accent); }
.head > div:first-child { flex: none; }
.head > div:last-child { text-align: right; }
.notice { color: var(--accent); font-weight: 600; font-size: 7.6pt; }
.practice { font-weight: 600; font-size: 10.5pt; line-height: 1.3; }
.small { color: var(--muted); font-size: 7.4pt; line-height: 1.4; }
.facts { display: grid; grid-template-columns: 2fr 1.4fr 1fr 1fr 1.8fr; gap: 0 5mm; padding: 2.6mm 0; border-bottom: 0.2mm solid var(--line); }
.facts dt { color: var(--muted); font-size: 7pt; }
.facts dd { font-weight: 600; }
.reviewed { display: flex; gap: 2.4mm; align-items: baseline; padding: 1.8mm 2.6mm; margin-top: 3mm; background: var(--wash); border-left: 0.8mm solid var(--accent); }
.reviewed strong { font-weight: 600; }
figure { break-inside: avoid; }
.chart { display: block; width: 142mm; max-height: 90mm; margin: 0 auto; overflow: visible; }
.midline { stroke: var(--line); stroke-width: 0.3; fill: none; }
.side { font: 600 4.2px ${FAMILY}; fill: var(--muted); text-anchor: middle; }
.number { font: 600 3.5px ${FAMILY}; fill: var(--ink); text-anchor: middle; }
.missing .number { fill: var(--muted); font-weight: 400; }
.sign { font: 700 3.2px ${FAMILY}; fill: var(--accent); text-anchor: middle; }
.letter { font: 700 3.6px ${FAMILY}; fill: var(--ink); text-anchor: middle; }
path { stroke-linejoin: round; }
.crown { fill: #e3edef; stroke: var(--ink); stroke-width: 0.42; }
.root { fill: #fff; stroke: var(--ink); stroke-width: 0.42; }
.rootBehind { fill: #f1f4f6; stroke: #7d8993; stroke-width: 0.36; }
.relief { fill: none; stroke: #8fa3a9; stroke-width: 0.3; }
.filling { fill: #41525c; stroke: none; }
.screw { fill: #c9d1d7; stroke: var(--ink); stroke-width: 0.36; }
.thread { fill: none; stroke: var(--ink); stroke-width: 0.55; stroke-linecap: round; }
.pencil { fill: var(--accent); stroke: none; }
.missing path { fill: none; stroke: #93a0aa; stroke-width: 0.34; stroke-dasharray: 0.9 0.8; }
.missing .relief, .missing .rootBehind { display: none; }
.dashed { fill: none; stroke: #93a0aa; stroke-width: 0.34; stroke-dasharray: 0.9 0.8; }
.legend { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 4.5mm; margin-top: 1.6mm; color: var(--muted); font-size: 7.2pt; }
.legend li { display: flex; align-items: center; gap: 1.2mm; }
.legend svg { width: 5mm; height: 3.7mm; }
.places { margin-top: 1.4mm; text-align: center; }
.places b { font-weight: 600; }
.picture { display: block; margin: 0 auto; max-width: 100%; }
.picture text { font-family: ${FAMILY}; font-weight: 700; text-anchor: middle; paint-order: stroke; stroke: #000; stroke-linejoin: round; }
figcaption { margin-top: 1mm; }
figure { margin-top: 2mm; }
table + .small { margin-top: 1.4mm; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { font-weight: 600; font-size: 7.2pt; line-height: 1.25; color: var(--muted); text-align: left; vertical-align: bottom; padding: 0 0 1mm; border-bottom: 0.3mm solid var(--ink); }
td { padding: 0.6mm 0; font-size: 8.2pt; border-bottom: 0.15mm solid var(--line); vertical-align: baseline; line-height: 1.3; }
th + th, td + td { padding-left: 2.6mm; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.no, td.w { white-space: nowrap; }
td.no { font-weight: 600; }
tr.jaw td { border-top: 0.3mm solid #8b97a1; }
td .kind { display: block; color: var(--muted); font-size: 7.2pt; }
.unit { font-weight: 400; }
.whole { break-inside: avoid; }
.two { display: grid; grid-template-columns: 1.7fr 1fr; gap: 0 8mm; }
.made { display: grid; grid-template-columns: auto 1fr auto 1fr; gap: 0.6mm 4mm; font-size: 7.4pt; }
.made dt { color: var(--muted); }
.warnings li { padding-left: 3mm; text-indent: -3mm; }
.warnings li::before { content: "–"; display: inline-block; width: 3mm; text-indent: 0; }
.signature { margin-top: 9mm; display: flex; justify-content: flex-end; }
.signature span { width: 78mm; border-top: 0.2mm solid var(--ink); padding-top: 1mm; color: var(--muted); font-size: 7.2pt; }
`;
