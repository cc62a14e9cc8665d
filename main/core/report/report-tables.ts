/** The tables of a report: teeth, findings, what was drawn. Their heads stand again on every page. */
import { isDeciduous, jawOf, positionOf, quadrantOf } from '../fdi.ts';
import { textOf } from '../language.ts';
import { toothSign } from '../notation.ts';
import { CHART_WORDS } from '../words/chart-words.ts';
import { tellFinding } from '../words/check-words.ts';
import { confidenceText } from '../words/confidence-words.ts';
import { findingText } from '../words/finding-text.ts';
import { numberText } from '../words/format.ts';
import { METRIC_TEXT } from '../words/metric-words.ts';
import { REVIEW_WORDS } from '../words/review-words.ts';
import { toothKindName } from '../words/tooth-names.ts';
import { markup, type Markup } from './markup.ts';
import type { ReportCanal, ReportContent, ReportFinding, ReportLook, ReportTooth } from './report-content.ts';
import { REPORT_WORDS } from './report-words.ts';

/** Every tooth in the order of its number, those without one of their own behind. */
export function teethTable({ columns, teeth }: ReportContent, look: ReportLook): Markup {
  const { language } = look;
  const t = textOf(REPORT_WORDS, language);
  const { short, names } = textOf(METRIC_TEXT, language);
  const ordered = teeth.toSorted((a, b) => orderOf(a, look) - orderOf(b, look));
  const heads = columns.map(
    ({ name, unit }) => markup`<th class="n" scope="col">${short[name]}<br><span class="unit">${unit}</span></th>`,
  );
  const rows = ordered.map((tooth, n) => toothRow(tooth, n > 0 ? ordered[n - 1] : null, { columns, look }));
  return markup`<table><thead><tr><th scope="col">${t.number}</th><th scope="col">${t.tooth}</th>${heads}
<th class="n" scope="col">${names.confidence}</th><th scope="col">${t.status}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** Universal numbers go round the mouth: from the midline outwards in every other quadrant only. */
function orderOf({ fdi, supernumerary }: ReportTooth, { notation }: ReportLook): number {
  const quadrant = quadrantOf(fdi);
  const inwards = notation === 'universal' && quadrant % 2 === 1;
  const place = inwards ? 9 - positionOf(fdi) : positionOf(fdi);
  return (supernumerary ? 1000 : 0) + (isDeciduous(fdi) ? 200 : 0) + quadrant * 10 + place;
}

function toothRow(
  { fdi, supernumerary, state, marks, confidence, status, values }: ReportTooth,
  before: ReportTooth | null,
  { columns, look }: { readonly columns: ReportContent['columns']; readonly look: ReportLook },
): Markup {
  const { language, notation } = look;
  const chart = textOf(CHART_WORDS, language);
  const sign = toothSign(fdi, notation);
  const asides = [
    ...(state === 'present' || state === 'missing' ? [] : [chart.states[state]]),
    ...marks.filter((mark) => mark === 'restored' || mark === 'double').map((mark) => chart.marks[mark]),
  ];
  const name = supernumerary ? chart.beside.supernumerary : toothKindName(fdi, language);
  const aside = asides.length === 0 ? null : markup` <span class="kind">${asides.join(' · ')}</span>`;
  const cells = values.map((value, n) => {
    const { decimals } = columns[n];
    return markup`<td class="n">${value === null ? '–' : numberText(value, language, decimals)}</td>`;
  });
  const otherJaw = before !== null && (jawOf(before.fdi) !== jawOf(fdi) || before.supernumerary !== supernumerary);
  return markup`<tr class="${otherJaw ? 'jaw' : ''}"><td class="no">${supernumerary ? chart.near(sign) : sign}</td>
<td>${name}${aside}</td>${cells}<td class="n">${confidenceText(confidence, language)}</td>
<td class="w">${textOf(REVIEW_WORDS, language).statuses[status]}</td></tr>`;
}

export function findingsTable(findings: readonly ReportFinding[], { language, notation }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const { severities } = textOf(REVIEW_WORDS, language);
  const sign = (fdi: number): string => toothSign(fdi, notation);
  const rows = findings.map((row) => {
    if (row.kind === 'noticed') {
      const text = findingText(row.finding, language, notation);
      return markup`<tr><td class="w">${severities[row.severity]}</td><td><b>${sign(row.fdi)}</b> ${text}</td><td class="w"></td></tr>`;
    }
    const { title, says } = tellFinding(row.finding, language, sign);
    const state = row.settled ? t.settled : t.open;
    return markup`<tr><td class="w">${severities[row.finding.severity]}</td><td><b>${title}.</b> ${says}</td><td class="w">${state}</td></tr>`;
  });
  return markup`<table class="findings"><thead><tr><th scope="col">${t.weight}</th><th scope="col">${t.finding}</th>
<th scope="col">${t.status}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

export function measurementsTable({ measurements }: ReportContent, { language }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const rows = measurements.map(
    ({ name, value }) => markup`<tr><td><bdi>${name}</bdi></td><td class="n">${value}</td></tr>`,
  );
  return markup`<table><thead><tr><th scope="col">${t.name}</th><th class="n" scope="col">${t.measured}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

export function canalsTable(canals: readonly ReportCanal[], { language, notation }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const mm = (value: number): string => `${numberText(value, language, 1)} mm`;
  const rows = canals.map(({ name, side, lengthMm, diameterMm, near }) => {
    const teeth = near.map(({ fdi, distanceMm }) => `${toothSign(fdi, notation)} ${mm(distanceMm)}`);
    return markup`<tr><td><bdi>${name ?? t.sides[side]}</bdi></td><td class="n">${mm(lengthMm)}</td>
<td class="n">${mm(diameterMm)}</td><td>${teeth.length === 0 ? t.noToothNear : teeth.join(' · ')}</td></tr>`;
  });
  return markup`<table><thead><tr><th scope="col">${t.canal}</th><th class="n" scope="col">${t.canalLength}</th>
<th class="n" scope="col">${t.diameter}</th><th scope="col">${t.nearestTeeth}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
