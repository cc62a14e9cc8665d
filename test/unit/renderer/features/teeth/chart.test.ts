import { describe, expect, it } from 'vitest';
import { CHART_ROWS, DECIDUOUS_FDI, jawOf, mirrored, PERMANENT_FDI } from '#core/fdi';
import { usualRange } from '#core/teeth/tooth-sizes';
import { CHART_COLUMNS, chartNeighbour, chartRows, columnMm, silhouetteScale } from '#core/chart/chart-layout';
import { chartTeeth, teethBeside } from '#contract/charted-case';
import { toothSilhouette } from '#core/chart/tooth-silhouette';
import { CASE_FILE, TOOTH } from '../../../../fixtures/contract/samples.ts';

/** Every point of a path, control points too. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  const numbers = [...path.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
  return numbers.flatMap((x, n) => (n % 2 === 0 ? [[x, numbers[n + 1]] as const] : []));
}

const extent = (path: string, axis: 0 | 1): readonly [number, number] => {
  const values = pointsOf(path).map((point) => point[axis]);
  return [Math.min(...values), Math.max(...values)];
};

const ALL = new Set([...PERMANENT_FDI, ...DECIDUOUS_FDI]);

describe('a tooth’s drawing', () => {
  it('has the textbook’s sizes, in mm', () => {
    for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
      const { crown, root } = toothSilhouette(fdi);
      const upper = jawOf(fdi) === 'upper';
      const [left, right] = extent(crown, 0);
      const width = usualRange(fdi, 'mesiodistalMm').mean;
      expect(Math.abs(right - left - width), `${fdi} width`).toBeLessThan(0.12 * width);
      const [low, high] = extent(crown, 1);
      const crownMm = usualRange(fdi, 'crownLengthMm').mean;
      expect(Math.abs((upper ? high : -low) - crownMm), `${fdi} crown`).toBeLessThan(0.05 * crownMm);
      const [rootLow, rootHigh] = extent(root, 1);
      const rootMm = usualRange(fdi, 'rootLengthMm').mean;
      expect(Math.abs((upper ? -rootLow : rootHigh) - rootMm), `${fdi} root`).toBeLessThan(0.05 * rootMm);
    }
  });

  it('is the mirror image on the other side', () => {
    for (const fdi of PERMANENT_FDI) {
      const own = pointsOf(toothSilhouette(fdi).root);
      const other = pointsOf(toothSilhouette(mirrored(fdi)).root);
      own.forEach(([x, y], n) => {
        expect(other[n][0]).toBeCloseTo(-x, 6);
        expect(other[n][1]).toBeCloseTo(y, 6);
      });
    }
  });

  it('shows as many roots as the tooth has: a palatal one behind, a furcation between two', () => {
    expect([16, 24, 54].map((fdi) => toothSilhouette(fdi).rootBehind !== null)).toEqual([true, true, true]);
    expect([11, 15, 36, 45, 74].map((fdi) => toothSilhouette(fdi).rootBehind)).toEqual([null, null, null, null, null]);
    expect(toothSilhouette(36).root.length).toBeGreaterThan(1.3 * toothSilhouette(35).root.length);
    const drawn = CHART_ROWS.flat().map((fdi) => Object.values(toothSilhouette(fdi)).join());
    expect(new Set(drawn).size).toBe(32);
  });
});

describe('the chart', () => {
  it('fits every drawing into its column and row', () => {
    for (const { places, heightMm } of chartRows(ALL)) {
      places.forEach((fdi, place) => {
        if (fdi === null) return;
        const { widthMm, crownMm, rootMm } = toothSilhouette(fdi);
        const scale = silhouetteScale(widthMm, columnMm(place));
        expect(scale * widthMm, `${fdi}`).toBeLessThan(columnMm(place));
        expect(scale, `${fdi}`).toBeGreaterThan(fdi > 50 ? 0.7 : 0.999);
        expect(crownMm + rootMm, `${fdi}`).toBeLessThan(heightMm);
      });
    }
    expect(CHART_COLUMNS.split(' ')).toHaveLength(16);
  });

  it('has the patient’s right on the left and deciduous rows between the jaws', () => {
    const rows = chartRows(ALL);
    expect(rows.map(({ places }) => places[7])).toEqual([11, 51, 81, 41]);
    expect(rows.map(({ places }) => places[0])).toEqual([18, null, null, 48]);
    expect(chartRows(new Set(PERMANENT_FDI)).map(({ places }) => places[15])).toEqual([28, 38]);
    expect(chartRows(new Set([31, 44]), 'lower').map(({ places }) => places[15])).toEqual([38]);
    expect(chartRows(new Set([31, 14]), 'lower').map(({ places }) => places[15])).toEqual([28, 38]);
  });

  it('leaves a place empty where a deciduous tooth was not found: it may have fallen out', () => {
    const rows = chartRows(new Set([11, 55, 65, 75]));
    expect(rows).toHaveLength(4);
    expect(rows[1].places.filter((fdi) => fdi !== null)).toEqual([55, 65]);
    expect(rows[2].places.filter((fdi) => fdi !== null)).toEqual([75]);
    expect(chartNeighbour(rows, 55, 'ArrowRight')).toBe(65);
    expect(chartNeighbour(rows, 15, 'ArrowDown')).toBe(55);
    expect(chartNeighbour(rows, 14, 'ArrowDown')).toBe(44);
  });

  it('walks by arrow keys along rows and across jaws, over places without a tooth', () => {
    const rows = chartRows(ALL);
    expect(chartNeighbour(rows, 11, 'ArrowRight')).toBe(21);
    expect(chartNeighbour(rows, 18, 'ArrowLeft')).toBeNull();
    expect(chartNeighbour(rows, 14, 'ArrowDown')).toBe(54);
    expect(chartNeighbour(rows, 17, 'ArrowDown')).toBe(47);
    expect(chartNeighbour(rows, 46, 'ArrowUp')).toBe(16);
    expect(chartNeighbour(chartRows(new Set(PERMANENT_FDI)), 14, 'ArrowDown')).toBe(44);
    expect(chartNeighbour(rows, 14, 'Enter')).toBeNull();
  });

  it('tells by the case what each tooth is', () => {
    const tooth = { ...TOOTH, confidence: 0.97, hints: [] };
    const teeth = chartTeeth({
      ...CASE_FILE,
      instances: [
        { ...tooth, fdi: 11, status: 'edited' },
        { ...tooth, fdi: 12, confidence: 0.5, hints: [{ code: 'tooth.possibly-restored', message: '' }] },
        { ...tooth, fdi: 13, hints: [{ code: 'tooth.possibly-impacted', message: '' }] },
        { ...TOOTH, fdi: 14, confidence: 0.97 }, // a case of an earlier version
      ],
    });
    expect(teeth.get(11)).toMatchObject({ state: 'present', marks: ['edited'] });
    expect(teeth.get(12)).toMatchObject({ state: 'present', marks: ['restored', 'doubtful'] });
    expect(teeth.get(13)).toMatchObject({ state: 'impacted', marks: [] });
    expect(teeth.get(14)).toMatchObject({ state: 'present', marks: [] });
    expect(teeth.has(15)).toBe(false);
  });

  it('keeps every tooth of a number that stands twice, and draws what is no natural tooth as what it is', () => {
    const tooth = { ...TOOTH, confidence: 0.97, hints: [] };
    const teeth = chartTeeth({
      ...CASE_FILE,
      instances: [
        { ...tooth, fdi: 36, label: 36, status: 'accepted' },
        { ...tooth, fdi: 36, label: 37, status: 'edited' },
        { ...tooth, fdi: 11, type: 'implant' },
        { ...tooth, fdi: 12, type: 'pontic' },
        { ...tooth, fdi: 13, type: 'remnant' },
      ],
    });
    expect(teeth.get(36)).toMatchObject({ label: 36, others: [37], marks: ['accepted', 'double'] });
    expect([11, 12, 13].map((fdi) => teeth.get(fdi)?.state)).toEqual(['implant', 'pontic', 'remnant']);
  });

  it('sets what has no place below: supernumerary, no tooth, rejected', () => {
    const tooth = { ...TOOTH, confidence: 0.97, hints: [] };
    const caseFile = {
      ...CASE_FILE,
      instances: [
        { ...tooth, fdi: 38, status: 'rejected' as const },
        { ...tooth, fdi: 18, type: 'not-a-tooth' as const },
        { ...tooth, fdi: 11, label: 101, type: 'supernumerary' as const },
        { ...tooth, fdi: 11 },
      ],
    };
    expect(teethBeside(caseFile)).toEqual([
      { label: 101, fdi: 11, why: 'supernumerary' },
      { label: 18, fdi: 18, why: 'not-a-tooth' },
      { label: 38, fdi: 38, why: 'rejected' },
    ]);
    expect([...chartTeeth(caseFile).keys()]).toEqual([11]);
  });
});
