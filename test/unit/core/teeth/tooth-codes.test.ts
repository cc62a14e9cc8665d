import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toothCode, toothConcept } from '#core/teeth/tooth-codes';
import { sharedData } from '../../io/shared-data.ts';

const table = sharedData('dicom-tooth-codes.csv');

describe('the code of a tooth', () => {
  it.skipIf(table.absent)(table.title('is that of PS3.16 CID 4018, 4019 and 4025, for every place'), () => {
    const rows = readFileSync(table.path, 'utf8').trim().split(/\r?\n/).slice(1);
    expect(rows).toHaveLength(104);
    for (const row of rows) {
      const [cid, fdi, scheme, value, ...meaning] = row.split(',');
      const code = toothCode(Number(fdi), { supernumerary: cid === '4025' });
      expect(code).toEqual({ scheme, value, meaning: meaning.join(',') });
    }
  });

  it('is a place where an implant or a pontic stands, which are things, not anatomy', () => {
    for (const type of ['implant', 'pontic'] as const) {
      const { category, place } = toothConcept(36, type);
      expect(category.value).toBe('260787004');
      expect(place).toEqual(toothCode(36, { supernumerary: false }));
    }
    expect(toothConcept(36, 'remnant')).toEqual(toothConcept(36, 'tooth'));
  });

  it('is refused for what is no FDI code and for what is no tooth', () => {
    expect(() => toothConcept(19, 'tooth')).toThrow(RangeError);
    expect(() => toothConcept(36, 'not-a-tooth')).toThrow(RangeError);
  });
});
