/** The odontogram of a report as SVG: ink on paper, so that every state is told by shape and line and none by colour. */
import { chartRows, columnMm, type ChartRow } from '../chart/chart-layout.ts';
import { glyphPlaces, glyphShapes } from '../chart/tooth-glyph.ts';
import type { ToothMark } from '../chart/tooth-state.ts';
import { PERMANENT_FDI } from '../fdi.ts';
import { textOf } from '../language.ts';
import { toothSign } from '../notation.ts';
import { CHART_WORDS } from '../words/chart-words.ts';
import { markup, type Markup } from './markup.ts';
import type { ReportContent, ReportLook, ReportPlace } from './report-content.ts';
import { REPORT_WORDS } from './report-words.ts';

/** Units of the drawing are mm of teeth. */
const SIDE_MM = 7;
const NUMBER_MM = 5.4;
/** A line of signs between a number and the bite, where there are any. */
const SIGNS_MM = 2.8;
const BITE_MM = 1.6;
const WIDTHS_MM = Array.from({ length: 16 }, (_, place) => columnMm(place));
const CHART_MM = WIDTHS_MM.reduce((sum, width) => sum + width, 0);

/** Of the drawing, with the letters of both sides. */
export function chartSizeMm({ chart }: Pick<ReportContent, 'chart'>): {
  readonly widthMm: number;
  readonly heightMm: number;
} {
  const rows = chartRows(new Set(chart.keys()));
  const heightMm = rows.reduce((sum, row) => sum + row.heightMm + numbersMmOf(chart), BITE_MM);
  return { widthMm: CHART_MM + 2 * SIDE_MM, heightMm };
}

function numbersMmOf(chart: ReportContent['chart']): number {
  return NUMBER_MM + ([...chart.values()].some(({ marks }) => signsOf(marks).length > 0) ? SIGNS_MM : 0);
}

/** Both jaws as the dentist faces them: the patient's right on the left. */
export function reportChart(content: ReportContent, { language, notation }: ReportLook): Markup {
  const { chart, missing } = content;
  const t = textOf(CHART_WORDS, language);
  const numbersMm = numbersMmOf(chart);
  const drawn: Markup[] = [];
  let [top, biteY] = [0, 0];
  for (const row of chartRows(new Set(chart.keys()))) {
    if (row.jaw === 'lower' && biteY === 0) {
      biteY = top + BITE_MM / 2;
      top += BITE_MM;
    }
    let left = 0;
    row.places.forEach((fdi, column) => {
      const widthMm = WIDTHS_MM[column];
      if (fdi !== null) {
        const reason = missing.get(fdi);
        const letter = reason === undefined ? '' : t.reasonLetters[reason];
        const sign = toothSign(fdi, notation);
        const place = chart.get(fdi) ?? { fdi, state: 'missing', marks: [] };
        drawn.push(drawPlace(place, { row, left, top, widthMm, numbersMm, sign, letter }));
      }
      left += widthMm;
    });
    top += row.heightMm + numbersMm;
  }
  const { widthMm, heightMm } = chartSizeMm(content);
  const sideY = (biteY + 1.6).toFixed(2);
  const lines = `M${(CHART_MM / 2).toFixed(2)} 0V${heightMm.toFixed(2)}M0 ${biteY.toFixed(2)}H${CHART_MM.toFixed(2)}`;
  const says = `${t.chart}: ${textOf(REPORT_WORDS, language).teeth(chart.size)}`;
  return markup`<svg class="chart" viewBox="${-SIDE_MM} 0 ${widthMm.toFixed(1)} ${heightMm.toFixed(1)}" role="img" aria-label="${says}">
<path class="midline" d="${lines}"/>
<text class="side" x="${-SIDE_MM + 2}" y="${sideY}">${t.right}</text>
<text class="side" x="${(CHART_MM + SIDE_MM - 2).toFixed(2)}" y="${sideY}">${t.left}</text>
${drawn}</svg>`;
}

interface Place {
  readonly row: Pick<ChartRow, 'jaw' | 'heightMm'>;
  readonly left: number;
  readonly top: number;
  readonly widthMm: number;
  /** Height of the number and its signs. */
  readonly numbersMm: number;
  readonly sign: string;
  /** Why there is no tooth, in its outline. */
  readonly letter: string;
}

function drawPlace({ fdi, state, marks }: ReportPlace, place: Place): Markup {
  const { row, left, top, widthMm, numbersMm, sign, letter } = place;
  const upper = row.jaw === 'upper';
  const glyphTop = upper ? top : top + numbersMm;
  const double = marks.includes('double');
  const { transforms, letterY } = glyphPlaces(fdi, { state, double, widthMm, heightMm: row.heightMm });
  const shapes = glyphShapes(fdi, state, marks.includes('restored')).map(
    ({ part, d }) => markup`<path class="${part}" d="${d}"/>`,
  );
  const teeth = transforms.map((transform) => markup`<g transform="${transform}">${shapes}</g>`);
  const middle = left + widthMm / 2;
  const numberY = upper ? top + row.heightMm + 3.9 : top + numbersMm - 1.5;
  const signsY = upper ? numberY + 2.6 : numberY - 4.9;
  const signs = signsOf(marks);
  const why =
    letter === ''
      ? null
      : markup`<text class="letter" x="${middle.toFixed(2)}" y="${(glyphTop + letterY + 1.2).toFixed(2)}">${letter}</text>`;
  return markup`<g class="place ${state}"><g transform="translate(${left.toFixed(2)} ${glyphTop.toFixed(2)})">${teeth}</g>${why}
<text class="number" x="${middle.toFixed(2)}" y="${numberY.toFixed(2)}">${sign}</text>
${signs.map((mark, n) => signAt(mark, middle + 4.3 * (n - (signs.length - 1) / 2), signsY))}</g>`;
}

/** Restored is drawn on the tooth itself; accepted the table says. */
function signsOf(marks: readonly ToothMark[]): readonly Sign[] {
  return marks.filter((mark) => mark !== 'restored' && mark !== 'accepted');
}

type Sign = Exclude<ToothMark, 'restored' | 'accepted'>;

/** A small sign with its middle at x, y. */
function signAt(mark: Sign, x: number, y: number): Markup {
  const at = `translate(${x.toFixed(2)} ${y.toFixed(2)})`;
  switch (mark) {
    case 'doubtful':
      return markup`<text class="sign" transform="${at}" y="1.1">?</text>`;
    case 'double':
      return markup`<text class="sign" transform="${at}" y="1.1">×2</text>`;
    case 'edited':
      return markup`<path class="pencil" transform="${at}" d="M-1.1 1.1L-0.7 -0.1L0.6 -1.4L1.4 -0.6L0.1 0.7Z"/>`;
  }
}

/** What the drawn signs mean: those that occur, and no others. */
export function chartLegend({ chart, missing }: ReportContent, { language }: ReportLook): Markup {
  const t = textOf(CHART_WORDS, language);
  const items: Markup[] = [];
  const sample = (what: Markup, word: string): void => {
    items.push(markup`<li><svg viewBox="-3 -2.2 6 4.4" aria-hidden="true">${what}</svg>${word}</li>`);
  };
  const places = [...chart.values()];
  const letters = new Map([...missing.values()].map((reason) => [t.reasonLetters[reason], t.reasons[reason]]));
  if (PERMANENT_FDI.some((fdi) => !chart.has(fdi))) sample(MISSING_SAMPLE, t.states.missing);
  for (const [letter, reason] of letters) sample(markup`<text class="letter" y="1.3">${letter}</text>`, reason);
  for (const state of ['impacted', 'implant', 'pontic', 'remnant'] as const) {
    if (places.some((place) => place.state === state)) sample(STATE_SAMPLES[state], t.states[state]);
  }
  if (places.some(({ marks }) => marks.includes('restored'))) sample(RESTORED_SAMPLE, t.marks.restored);
  for (const mark of ['doubtful', 'edited', 'double'] as const) {
    if (places.some(({ marks }) => marks.includes(mark))) sample(signAt(mark, 0, 0), t.marks[mark]);
  }
  return markup`<ul class="legend">${items}</ul>`;
}

const MISSING_SAMPLE = markup`<path class="dashed" d="M-2 -1.6H2V1.6H-2Z"/>`;
const RESTORED_SAMPLE = markup`<path class="filling" d="M-1.2 -0.7H1.2V0.7H-1.2Z"/>`;

const STATE_SAMPLES = {
  impacted: markup`<path class="crown" transform="rotate(-32)" d="M-1.1 -1.8H1.1V1.8H-1.1Z"/>`,
  implant: markup`<path class="screw" d="M-0.8 -2H0.8L0.5 2H-0.5Z"/><path class="thread" d="M-1.3 -0.7L1.3 -1.2M-1.2 0.5L1.2 0M-1 1.6L1 1.1"/>`,
  pontic: markup`<path class="thread" d="M-2.8 0H2.8"/><path class="crown" d="M-1.3 -1.3H1.3V1.3H-1.3Z"/>`,
  remnant: markup`<path class="root" d="M-1 -1L0 2L1 -1Z"/><path class="thread" d="M-1.2 -1.2L-0.6 -1.8L0 -1.2L0.6 -1.8L1.2 -1.2"/>`,
} as const;
