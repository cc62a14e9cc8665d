/** Where the chart's teeth stand: 16 columns as wide as the wider tooth of the two jaws, crowns on one line. */
import { CHART_ROWS, isDeciduous, positionOf, predecessorOf, type Jaw } from '../fdi.ts';

/** A column's width in mm of the drawing, by position 1…8: room for the number, then for the tooth. */
const COLUMN_MM = [8.9, 7.2, 8, 7.7, 7.9, 11.3, 10.8, 10.3] as const;

export interface ChartRow {
  readonly jaw: 'upper' | 'lower';
  readonly deciduous: boolean;
  /** Height of the drawing in mm: the longest tooth of the row. */
  readonly heightMm: number;
  /** 16 places from the patient's right to the left; null where no tooth belongs. */
  readonly places: readonly (number | null)[];
}

const PERMANENT_HEIGHT_MM = 28;
const DECIDUOUS_HEIGHT_MM = 20.5;

/** Width of the column at a place 0…15. */
export function columnMm(place: number): number {
  return COLUMN_MM[positionOf(CHART_ROWS[0][place]) - 1];
}

/** Between two drawings, mm. */
const GAP_MM = 0.3;

/** Milk molars are wider than the premolars that give their columns the width: they are drawn smaller. */
export function silhouetteScale(ownMm: number, widthMm: number): number {
  return Math.min(1, (widthMm - GAP_MM) / ownMm);
}

/** CSS grid columns of a row. */
export const CHART_COLUMNS = CHART_ROWS[0].map((_, place) => `${columnMm(place)}fr`).join(' ');

const [UPPER, LOWER] = CHART_ROWS;

/**
 * The rows from top to bottom: permanent teeth outside, between them the deciduous ones that were found, if any. Those
 * that were not are no gaps: they fall out. Of a scan of one jaw (`only`) the other has no row, unless a tooth was given
 * one of its numbers.
 */
export function chartRows(found: ReadonlySet<number>, only: Jaw | null = null): readonly ChartRow[] {
  const permanent = { deciduous: false, heightMm: PERMANENT_HEIGHT_MM };
  const deciduous = { deciduous: true, heightMm: DECIDUOUS_HEIGHT_MM };
  const milkTooth = (fdi: number): number | null => {
    const predecessor = predecessorOf(fdi);
    return predecessor !== null && found.has(predecessor) ? predecessor : null;
  };
  const rows: readonly ChartRow[] = [
    { jaw: 'upper', ...permanent, places: UPPER },
    ...([...found].some(isDeciduous)
      ? ([
          { jaw: 'upper', ...deciduous, places: UPPER.map(milkTooth) },
          { jaw: 'lower', ...deciduous, places: LOWER.map(milkTooth) },
        ] as const)
      : []),
    { jaw: 'lower', ...permanent, places: LOWER },
  ];
  return rows.filter(
    ({ jaw, places }) => only === null || jaw === only || places.some((fdi) => fdi !== null && found.has(fdi)),
  );
}

/**
 * Where an arrow key leads from a tooth: along the row, or to the same place of the next row that has a tooth there.
 * Null at the edge.
 */
export function chartNeighbour(rows: readonly ChartRow[], from: number, key: string): number | null {
  const row = rows.findIndex(({ places }) => places.includes(from));
  if (row === -1) return null;
  const place = rows[row].places.indexOf(from);
  const [right, down] = STEPS[key] ?? [0, 0];
  if (right === 0 && down === 0) return null;
  for (let r = row + down, p = place + right; r >= 0 && r < rows.length && p >= 0 && p < 16; r += down, p += right) {
    const fdi = rows[r].places[p];
    if (fdi !== null) return fdi;
  }
  return null;
}

const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
