import { describe, expect, it } from 'vitest';
import { DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import { toothCode } from '#core/teeth/tooth-codes';
import { toothOfCode } from '#core/teeth/tooth-of-code';

describe('the tooth of a DICOM code', () => {
  it.each([false, true])('is the one that the code was given to (supernumerary: %s)', (supernumerary) => {
    for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI])
      expect(toothOfCode(toothCode(fdi, { supernumerary }))).toEqual({ fdi, supernumerary });
  });

  it.each([
    ['T-54210', 18],
    ['T-54280', 11],
    ['T-54282', 11], // permanent
    ['T-54290', 21],
    ['T-54360', 28],
    ['T-54370', 38],
    ['T-54440', 31],
    ['T-54450', 41],
    ['T-54520', 48],
    ['T-54610', 51],
    ['T-54611', 51], // entire
    ['T-54700', 65],
    ['T-54710', 81],
    ['T-54750', 85],
    ['T-54760', 71],
    ['T-54800', 75],
  ])('%s of SNOMED RT is %i', (value, fdi) => {
    for (const scheme of ['SRT', 'SNM3', '99SDM'])
      expect(toothOfCode({ value, scheme })).toEqual({ fdi, supernumerary: false });
  });

  it('knows the concepts that stood for a tooth of either dentition', () => {
    expect(toothOfCode({ value: '5140004', scheme: 'SCT' })).toEqual({ fdi: 16, supernumerary: false });
    expect(toothOfCode({ value: '28480000', scheme: 'SCT' })).toEqual({ fdi: 46, supernumerary: false });
  });

  it.each([
    ['T-54010', 'SRT'], // tooth
    ['T-54530', 'SRT'],
    ['T-54810', 'SRT'],
    ['T-540ED', 'SRT'], // maxillary incisor teeth
    ['T-62000', 'SRT'], // liver
    ['38199008', 'SCT'], // tooth
    ['865995000', 'LN'],
    ['', ''],
  ])('%s (%s) names no single tooth', (value, scheme) => {
    expect(toothOfCode({ value, scheme })).toBeNull();
  });
});
