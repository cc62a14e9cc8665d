import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#contract/settings';
import { ALL_FINDING_WORDS, findingText } from '#core/words/finding-text';
import { METRIC_NAMES, METRIC_TEXT } from '#core/words/metric-words';
import {
  metricNumber,
  metricSheet,
  metricValue,
  outlierOf,
  type MetricSheet,
} from '../../../../../renderer/features/teeth/metric.ts';
import { niceScale, plotOf } from '../../../../../renderer/features/teeth/plot/plot-data.ts';
import { nextOrder, sortedRows } from '../../../../../renderer/features/teeth/table/sort-rows.ts';
import { typedEnd, typedStep } from '../../../../../renderer/features/teeth/typed-number.ts';
import { CASE_FILE, OPG_CASE, TOOTH } from '../../../../fixtures/contract/samples.ts';

const instances = [
  { ...TOOTH, fdi: 36, lengthMm: 21.4, tiltDeg: 12, crownLengthMm: 7.5, rootLengthMm: 13.9 },
  { ...TOOTH, fdi: 11, lengthMm: 31, tiltDeg: null, crownLengthMm: null, rootLengthMm: null },
  { ...TOOTH, fdi: 75, lengthMm: 14, tiltDeg: 3 },
  { ...TOOTH, fdi: 48, lengthMm: 12.2, tiltDeg: 3 },
];
const sheet = metricSheet({ ...CASE_FILE, instances });
const column = (id: string): number => sheet.columns.findIndex((one) => one.id === id);
const places = [11, 48, 36, 75];

describe('the sheet of values', () => {
  it('holds every metric of every tooth, null where there is none', () => {
    const [molar, incisor, , old] = sheet.rows;
    expect(molar.values[column('crownShare')]).toBeCloseTo((100 * 7.5) / 21.4, 9);
    expect(incisor.values[column('crownShare')]).toBeNull();
    expect(incisor.values[column('tiltDeg')]).toBeNull();
    expect(old.values[column('mesialGapMm')]).toBeNull();
    for (const { values } of sheet.rows) expect(values).toHaveLength(sheet.columns.length);
  });

  it('marks what lies outside the textbook’s range, whatever has one', () => {
    const length = sheet.columns[column('lengthMm')];
    expect(outlierOf(length, 36, 21.4)).toBeNull();
    expect(outlierOf(length, 11, 31)).toBe('high');
    expect(outlierOf(length, 48, 12.2)).toBe('low');
    expect(outlierOf(length, null, 1)).toBeNull();
    expect(outlierOf(sheet.columns[column('tiltDeg')], 36, 80)).toBeNull();
  });

  it('writes numbers with their unit', () => {
    expect(metricValue({ unit: 'mm', decimals: 1 }, 12.34)).toBe('12.3 mm');
    expect(metricValue({ unit: '°', decimals: 0 }, 7.6)).toBe('8°');
    expect(metricValue({ unit: 'mm', decimals: 1 }, null)).toBe('–');
    expect(metricNumber({ decimals: 2 }, 0.5)).toBe('0.50');
  });

  it('counts a radiograph in pixels without a scale and lists supernumerary teeth', () => {
    const opg = metricSheet(OPG_CASE);
    expect(opg.rows).toHaveLength(OPG_CASE.instances.length + OPG_CASE.supernumerary.length);
    expect(['px', 'mm']).toContain(opg.columns[0].unit);
    expect(opg.rows.filter(({ fdi }) => fdi === null)).toHaveLength(OPG_CASE.supernumerary.length);
  });

  it('names every metric in every language', () => {
    for (const language of LANGUAGES) {
      for (const name of METRIC_NAMES) expect(METRIC_TEXT[language].names[name]).not.toBe('');
    }
  });
});

describe('sorting', () => {
  const labels = (order: Parameters<typeof sortedRows>[1], of: MetricSheet = sheet): readonly number[] =>
    sortedRows(of, order, places).map(({ label }) => label);

  it('orders by a value either way, ties as in the chart, and what has no value last', () => {
    expect(labels({ column: 'tiltDeg', ascending: true })).toEqual([48, 75, 36, 11]);
    expect(labels({ column: 'tiltDeg', ascending: false })).toEqual([36, 48, 75, 11]);
  });

  it('orders by tooth as the chart does', () => {
    expect(labels({ column: 'tooth', ascending: true })).toEqual(places);
    expect(labels({ column: 'tooth', ascending: false })).toEqual(places.toReversed());
    expect(labels({ column: 'not a column', ascending: true })).toEqual(places);
  });

  it('shows large values first, and turns round at the second click', () => {
    const first = nextOrder({ column: 'tooth', ascending: true }, 'lengthMm');
    expect(first).toEqual({ column: 'lengthMm', ascending: false });
    expect(nextOrder(first, 'lengthMm')).toEqual({ column: 'lengthMm', ascending: true });
    expect(nextOrder(first, 'tooth')).toEqual({ column: 'tooth', ascending: true });
  });
});

describe('the plot', () => {
  it('has 16 places a jaw, marks at their value and the usual range behind them', () => {
    const { rows, ticks } = plotOf(sheet, column('lengthMm'));
    expect(rows.map(({ jaw, places: own }) => [jaw, own.length])).toEqual([
      ['upper', 16],
      ['lower', 16],
    ]);
    const [from, to] = [ticks[0].value, ticks[ticks.length - 1].value];
    const molar = rows[1].places[13];
    expect(molar.fdi).toBe(36);
    expect(molar.marks).toHaveLength(1);
    expect(molar.marks[0].at).toBeCloseTo((21.4 - from) / (to - from), 9);
    expect(molar.band?.mean).toBeCloseTo((21.5 - from) / (to - from), 9);
    expect(rows[0].places[7].marks[0]).toMatchObject({ fdi: 11, outlier: 'high' });
    expect(rows[0].places[0]).toMatchObject({ fdi: 18, marks: [] });
  });

  it('puts a deciduous tooth at the place of its successor, with its own range when it is alone', () => {
    const place = plotOf(sheet, column('lengthMm')).rows[1].places[12];
    expect(place.fdi).toBe(35);
    expect(place.marks.map(({ fdi, deciduous }) => [fdi, deciduous])).toEqual([[75, true]]);
    const both = { ...sheet, rows: [...sheet.rows, { ...sheet.rows[0], label: 35, fdi: 35 }] };
    expect(plotOf(both, column('lengthMm')).rows[1].places[12].marks.map(({ fdi }) => fdi)).toEqual([35, 75]);
  });

  it('has no band where the textbook knows nothing', () => {
    const { rows } = plotOf(sheet, column('tiltDeg'));
    expect(rows.flatMap(({ places: own }) => own).every(({ band }) => band === null)).toBe(true);
  });

  it('scales to round numbers that hold every value', () => {
    expect(niceScale([12.2, 31])).toEqual({ from: 10, to: 35, ticks: [10, 15, 20, 25, 30, 35] });
    expect(niceScale([0.31, 0.99]).ticks).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceScale([5]).from).toBeLessThanOrEqual(5);
    expect(niceScale([])).toEqual({ from: 0, to: 1, ticks: [0, 1] });
  });
});

describe('typed numbers', () => {
  it('are FDI codes of two digits, also beside Palmer’s signs', () => {
    for (const notation of ['fdi', 'palmer'] as const) {
      expect(typedStep('', '3', notation)).toEqual({ kind: 'wait', digits: '3' });
      expect(typedStep('3', '6', notation)).toEqual({ kind: 'tooth', fdi: 36, digits: '36' });
      expect(typedStep('1', '9', notation)).toEqual({ kind: 'none', digits: '19' });
      expect(typedEnd('3', notation)).toEqual({ kind: 'none', digits: '3' });
    }
  });

  it('are Universal numbers of one or two digits in that notation', () => {
    expect(typedStep('', '3', 'universal')).toEqual({ kind: 'wait', digits: '3' });
    expect(typedEnd('3', 'universal')).toEqual({ kind: 'tooth', fdi: 16, digits: '3' });
    expect(typedStep('3', '0', 'universal')).toEqual({ kind: 'tooth', fdi: 46, digits: '30' });
    expect(typedStep('', '8', 'universal')).toEqual({ kind: 'tooth', fdi: 11, digits: '8' });
    expect(typedStep('3', '6', 'universal')).toEqual({ kind: 'none', digits: '36' });
  });
});

describe('findings in other words', () => {
  it('put the facts and the tooth numbers into the person’s language and notation', () => {
    const finding = {
      code: 'tooth.duplicate-resolved',
      message: 'Two teeth looked like 16; by its place this one is 17.',
    };
    expect(findingText(finding, 'en', 'fdi')).toBe(finding.message);
    expect(findingText(finding, 'en', 'universal')).toBe('Two teeth looked like 3; by its place this one is 2.');
    expect(findingText(finding, 'de', 'palmer')).toBe('Zwei Zähne sahen aus wie 6┘; nach seinem Ort ist dieser 7┘.');
    const cut = { code: 'case.field-of-view-cut', message: 'The field of view ends within teeth 18, 28.' };
    expect(findingText(cut, 'zh', 'universal')).toBe('视野边缘截断了 1, 16。');
    const large = {
      code: 'tooth.volume-large',
      message:
        '900 mm³ is large for a 15 beside this patient’s other teeth (expected about 430); it may hold two teeth.',
    };
    expect(findingText(large, 'fr', 'universal')).toContain('900 mm³, c’est beaucoup pour 4');
    expect(findingText(large, 'fr', 'universal')).toContain('430');
    const scale = { code: 'case.unusual-scale', message: 'Teeth have about 2.2 times the usual volume.' };
    expect(findingText(scale, 'de', 'fdi')).toContain('das 2,2-Fache');
  });

  it('stay as they are when nobody knows them', () => {
    expect(findingText({ code: 'tooth.uncertain', message: 'May be 14.' }, 'de', 'palmer')).toBe('May be 14.');
    expect(findingText({ code: 'new.code', message: 'Something.' }, 'fr', 'fdi')).toBe('Something.');
  });

  it('use in every language only facts that the pattern finds, and all tooth numbers', () => {
    for (const { pattern, text } of ALL_FINDING_WORDS) {
      const names = new Set([...pattern.source.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name));
      for (const language of LANGUAGES) {
        const used = [...text[language].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(new Set(used), text.en).toEqual(names);
      }
    }
  });
});
