/** A tooth as a segment (PS3.3 C.8.20.4): what it is, how it was found, and its colour. */
import { labelOf, type CbctCase, type ToothInstance } from '#contract/case';
import { toothColour } from '#core/fdi';
import { toothConcept, type Coded } from '#core/teeth/tooth-codes';
import { cieLab } from './cie-lab.ts';
import { codeItem, uidOf, type Attributes } from './write-dicom.ts';

const ARTIFICIAL_INTELLIGENCE: Coded = { value: '123110', scheme: 'DCM', meaning: 'Artificial Intelligence' };
const BACKGROUND: Coded = { value: '125040', scheme: 'DCM', meaning: 'Background' };

/** What was called the same in the window, of this case and in all its states, is one thing to track. */
export function trackingUid({ id }: Pick<CbctCase, 'id'>, tooth: ToothInstance): string {
  return uidOf('tooth', id, labelOf(tooth));
}

/** "Tooth 16", "Implant 16", "Tooth 16 (supernumerary)". */
function toothTitle({ fdi, type = 'tooth' }: ToothInstance): string {
  switch (type) {
    case 'tooth':
      return `Tooth ${fdi}`;
    case 'implant':
      return `Implant ${fdi}`;
    case 'pontic':
      return `Pontic ${fdi}`;
    case 'supernumerary':
    case 'remnant':
    case 'not-a-tooth':
      return `Tooth ${fdi} (${type})`;
  }
}

export function segmentItem(tooth: ToothInstance, number: number, caseFile: CbctCase): Attributes {
  const { fdi, type = 'tooth', status = 'proposed' } = tooth;
  const { category, concept, place } = toothConcept(fdi, type);
  return {
    SegmentNumber: number,
    SegmentLabel: toothTitle(tooth),
    SegmentDescription: `FDI ${fdi}, ${status}, confidence ${tooth.confidence.toFixed(2)}`,
    ...algorithm(tooth, caseFile),
    ...(place === null ? {} : { AnatomicRegionSequence: [codeItem(place)] }),
    SegmentedPropertyCategoryCodeSequence: [codeItem(category)],
    SegmentedPropertyTypeCodeSequence: [codeItem(concept)],
    RecommendedDisplayCIELabValue: [...cieLab(toothColour(fdi))],
    TrackingID: `FDI ${fdi}`,
    TrackingUID: trackingUid(caseFile, tooth),
  };
}

/** Accepting a tooth changes nothing of how it was found. Whoever drew imported teeth stays the author of their shapes. */
function algorithm({ origin = 'nets' }: ToothInstance, { models, quadrantVersion, imported }: CbctCase): Attributes {
  if (origin === 'person') return { SegmentAlgorithmType: 'MANUAL' };
  if (imported !== undefined) {
    const { algorithms, program } = imported;
    const isAll = (type: string): boolean =>
      algorithms.length > 0 && algorithms.every((name) => name === type || name.endsWith(`(${type})`));
    if (isAll('MANUAL')) return { SegmentAlgorithmType: 'MANUAL' };
    return {
      SegmentAlgorithmType: origin === 'nets' && isAll('AUTOMATIC') ? 'AUTOMATIC' : 'SEMIAUTOMATIC',
      SegmentAlgorithmName: (algorithms.join(', ') || program).slice(0, 64),
    };
  }
  const name = `Quadrant ${quadrantVersion}`;
  return {
    SegmentAlgorithmType: origin === 'changed' ? 'SEMIAUTOMATIC' : 'AUTOMATIC',
    SegmentAlgorithmName: name,
    SegmentationAlgorithmIdentificationSequence: [
      {
        AlgorithmFamilyCodeSequence: [codeItem(ARTIFICIAL_INTELLIGENCE)],
        AlgorithmName: name,
        AlgorithmVersion: models.map(({ id, version }) => `${id} ${version}`).join(', ') || quadrantVersion,
      },
    ],
  };
}

/** What a label map says of its pixels without a tooth: every value has a segment (PS3.3 C.8.20.2.3). */
export function backgroundItem({ quadrantVersion }: CbctCase): Attributes {
  return {
    SegmentNumber: 0,
    SegmentLabel: 'Background',
    SegmentAlgorithmType: 'AUTOMATIC',
    SegmentAlgorithmName: `Quadrant ${quadrantVersion}`,
    SegmentedPropertyCategoryCodeSequence: [codeItem(BACKGROUND)],
    SegmentedPropertyTypeCodeSequence: [codeItem(BACKGROUND)],
    RecommendedDisplayCIELabValue: [...cieLab([0, 0, 0])],
  };
}
