/** Which DICOM images are radiographs, and what is read of them beyond the common header. */
import { TAG, code, codes, decimal, decimals, firstItem, uint16 } from './data-set.ts';
import type { DataSet, Tag } from './data-set.ts';
import type { FramePlane } from './image-header.ts';
import { lookupTable } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';
import type { PixelFormat } from './pixel-format.ts';

export interface RadiographHeader {
  /** projection: an X-ray projection by modality or class. capture: a picture of anything, such as a scanned film. */
  readonly evidence: 'projection' | 'capture';
  /** Distance of pixel centres to the right and down, at the detector; null when the file tells none. */
  readonly pixelSpacingMm: readonly [x: number, y: number] | null;
  /** The patient's directions that rows and columns run towards (0020,0020), such as L and F. */
  readonly patientOrientation: readonly string[];
  /** Applied after the modality rescale, PS3.3 C.11.2: makers put their processing there. */
  readonly voiLut: LookupTable | null;
  /** Red, green and blue of a stored value, for PALETTE COLOR. */
  readonly palette: readonly [LookupTable, LookupTable, LookupTable] | null;
  /** Colours are stored plane after plane instead of pixel by pixel. */
  readonly planar: boolean;
  /** The modality rescale as stored: MONOCHROME1 is inverted after it and after the VOI LUT. */
  readonly slope: number;
  readonly intercept: number;
}

const PROJECTION_MODALITIES = ['PX', 'DX', 'IO', 'CR', 'RG'];
const CAPTURE_MODALITIES = ['OT', 'XC', 'SC', ''];

/** CR, Digital X-Ray and Intra-Oral X-Ray images, for presentation and for processing. */
export const PROJECTION_CLASSES = ['1', '1.1', '1.1.1', '1.3', '1.3.1'].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`);
/** Secondary Captures, Visible Light photographs, and files that name no class. */
export const CAPTURE_CLASSES = ['7', '7.2', '7.3', '77.1.4'].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`).concat('');

/** The radiograph's part of a single-frame image's header; null when modality and class speak of something else. */
export function radiographHeader(dataSet: DataSet, format: PixelFormat, plane: FramePlane): RadiographHeader | null {
  const evidence = evidenceOf(dataSet, plane);
  if (evidence === null) return null;
  const slope = decimal(dataSet, TAG.RescaleSlope) ?? 1;
  const intercept = decimal(dataSet, TAG.RescaleIntercept) ?? 0;
  const voi = firstItem(dataSet, TAG.VOILUTSequence);
  return {
    evidence,
    pixelSpacingMm: pixelSpacing(dataSet),
    patientOrientation: codes(dataSet, TAG.PatientOrientation),
    voiLut:
      voi === undefined
        ? null
        : lookupTable(voi, {
            descriptor: TAG.LUTDescriptor,
            data: TAG.LUTData,
            signedInput: format.signed || intercept < 0,
          }),
    palette: format.photometric === 'PALETTE COLOR' ? paletteOf(dataSet, format) : null,
    planar: uint16(dataSet, TAG.PlanarConfiguration) === 1,
    slope,
    intercept,
  };
}

/** Captures with a place in the patient are slices that another system stored; projections never have one. */
function evidenceOf(dataSet: DataSet, plane: FramePlane): RadiographHeader['evidence'] | null {
  const modality = code(dataSet, TAG.Modality);
  const sopClass = code(dataSet, TAG.SOPClassUID) || code(dataSet, TAG.MediaStorageSOPClassUID);
  const projection = PROJECTION_MODALITIES.includes(modality);
  const capture = CAPTURE_MODALITIES.includes(modality);
  if (PROJECTION_CLASSES.includes(sopClass)) return projection || capture ? 'projection' : null;
  if (!CAPTURE_CLASSES.includes(sopClass)) return null;
  if (projection) return 'projection';
  return capture && plane.positionMm === null ? 'capture' : null;
}

/** DICOM gives the distance of rows (y) before that of columns (x). */
function pixelSpacing(dataSet: DataSet): readonly [number, number] | null {
  for (const tag of [TAG.PixelSpacing, TAG.ImagerPixelSpacing, TAG.NominalScannedPixelSpacing]) {
    const rowColumn = decimals(dataSet, tag, 2);
    if (rowColumn?.every((spacing) => spacing > 0)) return [rowColumn[1], rowColumn[0]];
  }
  return null;
}

function paletteOf(dataSet: DataSet, { signed }: PixelFormat): RadiographHeader['palette'] {
  const table = (descriptor: Tag, data: Tag): LookupTable | null =>
    lookupTable(dataSet, { descriptor, data, signedInput: signed });
  const red = table(TAG.RedPaletteColorLookupTableDescriptor, TAG.RedPaletteColorLookupTableData);
  const green = table(TAG.GreenPaletteColorLookupTableDescriptor, TAG.GreenPaletteColorLookupTableData);
  const blue = table(TAG.BluePaletteColorLookupTableDescriptor, TAG.BluePaletteColorLookupTableData);
  return red === null || green === null || blue === null ? null : [red, green, blue];
}
