import { describe, expect, it } from 'vitest';
import type { Coded } from '#core/teeth/tooth-codes';
import type { Segment } from '../../../../main/io/dicom-seg/segment-list.ts';
import { teethOfSegments } from '../../../../main/io/dicom-seg/teeth-of-segments.ts';

const sct = (value: string, meaning: string): Coded => ({ value, scheme: 'SCT', meaning });
const TOOTH = sct('38199008', 'Tooth');
const MOLAR_16 = sct('865995000', 'Permanent maxillary right first molar tooth');
const RIGHT = sct('24028007', 'Rechts');

function segment(said: Partial<Segment>): Segment {
  return {
    number: 1,
    label: '',
    description: '',
    trackingId: '',
    type: [],
    region: [],
    algorithmType: 'MANUAL',
    algorithmName: '',
    ...said,
  };
}

const read = (said: Partial<Segment>): readonly (string | number)[] =>
  teethOfSegments([segment(said)]).teeth.flatMap(({ fdi, type }) => [fdi, type]);

describe('a segment is a tooth', () => {
  it('by the code of its type, whatever its name is', () => {
    expect(read({ type: [MOLAR_16], label: 'Segment_1' })).toEqual([16, 'tooth']);
  });

  it('by the code of its place when its type is a tooth, or nothing at all', () => {
    expect(read({ type: [TOOTH], region: [MOLAR_16] })).toEqual([16, 'tooth']);
    expect(read({ type: [sct('85756007', 'Tissue')], region: [MOLAR_16] })).toEqual([16, 'tooth']);
    expect(read({ region: [MOLAR_16] })).toEqual([16, 'tooth']);
    expect(read({ type: [sct('90134004', 'Dental implant')], region: [MOLAR_16] })).toEqual([16, 'implant']);
  });

  it('by kind, jaw and side told by several codes, in any language', () => {
    const kind = sct('1', 'First molar tooth');
    expect(read({ type: [kind, RIGHT], region: [sct('2', 'Maxilla')] })).toEqual([16, 'tooth']);
    expect(read({ type: [kind], region: [sct('2', 'Maxilla')] })).toEqual([]);
  });

  it('by its name, its tracking identifier or its description', () => {
    expect(read({ label: 'FDI 36' })).toEqual([36, 'tooth']);
    expect(read({ label: 'Segment 4', trackingId: 'FDI 36' })).toEqual([36, 'tooth']);
    expect(read({ type: [TOOTH], label: 'green', description: 'lower left first molar' })).toEqual([36, 'tooth']);
    expect(read({ type: [sct('272673000', 'Bone')], label: 'FDI 36' })).toEqual([36, 'tooth']);
  });

  it('of the type that its name adds to its code', () => {
    expect(read({ type: [MOLAR_16], label: 'Tooth 16 (implant)' })).toEqual([16, 'implant']);
    expect(read({ type: [sct('2591000124106', 'Supernumerary …')], label: 'Tooth 16' })).toEqual([16, 'supernumerary']);
  });
});

describe('a segment is no tooth', () => {
  it('when it is a part of one, or lies beside it', () => {
    expect(read({ type: [sct('1', 'Dental pulp')], region: [MOLAR_16] })).toEqual([]);
    expect(read({ type: [sct('1', 'Dental pulp')], label: '16' })).toEqual([]);
    expect(read({ type: [MOLAR_16], label: 'crown 16' })).toEqual([]);
    expect(read({ type: [sct('1', 'Caries')], region: [MOLAR_16] })).toEqual([]);
    expect(read({ type: [sct('91609006', 'Mandible')], region: [] })).toEqual([]);
  });

  it('when it is the background of a label map, which is not even told', () => {
    const background = segment({
      type: [{ value: '125040', scheme: 'DCM', meaning: 'Background' }],
      label: 'Background',
    });
    expect(teethOfSegments([background])).toEqual({ teeth: [], leftOut: [], unclearNumbers: [] });
  });
});

it('takes plain numbers for FDI only when all of them are', () => {
  const numbered = (...numbers: readonly number[]) =>
    teethOfSegments(numbers.map((number, n) => segment({ number: n + 1, label: `Tooth ${number}` })));
  expect(numbered(11, 16, 32).teeth.map(({ fdi }) => fdi)).toEqual([11, 16, 32]);
  const universal = numbered(3, 11, 16, 32);
  expect([universal.teeth.length, universal.unclearNumbers.length]).toEqual([0, 4]);
});

it('tells when code and name are two teeth, and believes the code', () => {
  const [tooth] = teethOfSegments([segment({ type: [MOLAR_16], label: 'FDI 26' })]).teeth;
  expect(tooth).toMatchObject({ fdi: 16, contradicting: 26 });
  const [universal] = teethOfSegments([segment({ type: [MOLAR_16], label: 'Tooth 3' })]).teeth;
  expect(universal).toMatchObject({ fdi: 16, contradicting: null });
});
