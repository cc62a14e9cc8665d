/** A picture of a result as DICOM Secondary Capture (PS3.3 A.8.1): what a viewer without segmentations can still show. */
import type { CaseFile } from '#contract/case';
import type { Raster } from '#core/sheet/raster';
import { commonModules, sourceInstances, type ObjectKind, type ResultObject } from './result-object.ts';
import type { Attributes } from './write-dicom.ts';

const PICTURE: ObjectKind = {
  name: 'picture',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
  modality: 'OT',
  seriesNumber: 906,
  seriesDescription: 'Teeth: picture',
};

export interface SecondaryCaptureInput extends Omit<ResultObject<CaseFile>, 'creator'> {
  /** It names nobody. */
  readonly picture: Raster;
  /** In what it differs from other pictures of the same state. */
  readonly variant: string;
}

/** All attributes of the object, 8 bits of red, green and blue a pixel. */
export function secondaryCapture(input: SecondaryCaptureInput): Attributes {
  const { picture, study, variant } = input;
  const { width, height } = picture;
  const sources = sourceInstances(study);
  return {
    ...commonModules(PICTURE, input, variant),
    ConversionType: 'WSD',
    ImageType: ['DERIVED', 'SECONDARY'],
    Laterality: '',
    PatientOrientation: '',
    BurnedInAnnotation: 'NO',
    DerivationDescription: 'Tooth chart, drawn from a scan and its segmentation',
    ...(sources.length === 0 ? {} : { SourceImageSequence: sources }),
    ...study.lossy,
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: height,
    Columns: width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: rgbOf(picture),
  };
}

/** Of even length (PS3.5 8.1.1). */
function rgbOf({ width, height, data }: Raster): ArrayBuffer {
  const pixels = width * height;
  const rgb = new Uint8Array(3 * pixels + ((3 * pixels) % 2));
  for (let p = 0; p < pixels; p++) {
    rgb[3 * p] = data[4 * p];
    rgb[3 * p + 1] = data[4 * p + 1];
    rgb[3 * p + 2] = data[4 * p + 2];
  }
  return rgb.buffer;
}
