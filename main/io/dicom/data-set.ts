/** Typed access to a parsed DICOM data set; every getter gives null where the element is absent, empty or malformed. */
import dicomParser from 'dicom-parser';
import type { DataSet } from 'dicom-parser';
import type { Vec3 } from '#core/volume';
import { decodeText } from './character-set.ts';

export type { DataSet } from 'dicom-parser';

/** Attributes by keyword (PS3.6), in dicom-parser's tag notation. */
export const TAG = {
  MediaStorageSOPClassUID: 'x00020002',
  MediaStorageSOPInstanceUID: 'x00020003',
  TransferSyntaxUID: 'x00020010',
  DirectoryRecordSequence: 'x00041220',
  ReferencedFileID: 'x00041500',
  SpecificCharacterSet: 'x00080005',
  ImageType: 'x00080008',
  SOPClassUID: 'x00080016',
  SOPInstanceUID: 'x00080018',
  StudyDate: 'x00080020',
  ContentDate: 'x00080023',
  StudyTime: 'x00080030',
  AccessionNumber: 'x00080050',
  Modality: 'x00080060',
  Manufacturer: 'x00080070',
  ReferringPhysicianName: 'x00080090',
  CodeValue: 'x00080100',
  CodingSchemeDesignator: 'x00080102',
  CodeMeaning: 'x00080104',
  StudyDescription: 'x00081030',
  SeriesDescription: 'x0008103e',
  ManufacturerModelName: 'x00081090',
  ReferencedSeriesSequence: 'x00081115',
  ReferencedSOPInstanceUID: 'x00081155',
  SourceImageSequence: 'x00082112',
  AnatomicRegionSequence: 'x00082218',
  AnatomicRegionModifierSequence: 'x00082220',
  PrimaryAnatomicStructureSequence: 'x00082228',
  PrimaryAnatomicStructureModifierSequence: 'x00082230',
  DerivationImageSequence: 'x00089124',
  PatientName: 'x00100010',
  PatientID: 'x00100020',
  IssuerOfPatientID: 'x00100021',
  PatientBirthDate: 'x00100030',
  PatientSex: 'x00100040',
  SliceThickness: 'x00180050',
  SpacingBetweenSlices: 'x00180088',
  SoftwareVersions: 'x00181020',
  ImagerPixelSpacing: 'x00181164',
  NominalScannedPixelSpacing: 'x00182010',
  StudyInstanceUID: 'x0020000d',
  SeriesInstanceUID: 'x0020000e',
  StudyID: 'x00200010',
  PatientOrientation: 'x00200020',
  ImagePositionPatient: 'x00200032',
  ImageOrientationPatient: 'x00200037',
  FrameOfReferenceUID: 'x00200052',
  PositionReferenceIndicator: 'x00201040',
  ConcatenationUID: 'x00209161',
  PlanePositionSequence: 'x00209113',
  PlaneOrientationSequence: 'x00209116',
  DimensionOrganizationType: 'x00209311',
  SamplesPerPixel: 'x00280002',
  PhotometricInterpretation: 'x00280004',
  PlanarConfiguration: 'x00280006',
  NumberOfFrames: 'x00280008',
  Rows: 'x00280010',
  Columns: 'x00280011',
  PixelSpacing: 'x00280030',
  BitsAllocated: 'x00280100',
  BitsStored: 'x00280101',
  HighBit: 'x00280102',
  PixelRepresentation: 'x00280103',
  RedPaletteColorLookupTableDescriptor: 'x00281101',
  GreenPaletteColorLookupTableDescriptor: 'x00281102',
  BluePaletteColorLookupTableDescriptor: 'x00281103',
  RedPaletteColorLookupTableData: 'x00281201',
  GreenPaletteColorLookupTableData: 'x00281202',
  BluePaletteColorLookupTableData: 'x00281203',
  RescaleIntercept: 'x00281052',
  RescaleSlope: 'x00281053',
  LossyImageCompression: 'x00282110',
  LossyImageCompressionRatio: 'x00282112',
  LossyImageCompressionMethod: 'x00282114',
  ModalityLUTSequence: 'x00283000',
  LUTDescriptor: 'x00283002',
  LUTData: 'x00283006',
  VOILUTSequence: 'x00283010',
  PixelMeasuresSequence: 'x00289110',
  PixelValueTransformationSequence: 'x00289145',
  TotalPixelMatrixColumns: 'x00480006',
  DetectorInformationSequence: 'x00540022',
  SegmentationType: 'x00620001',
  SegmentSequence: 'x00620002',
  SegmentNumber: 'x00620004',
  SegmentLabel: 'x00620005',
  SegmentDescription: 'x00620006',
  SegmentAlgorithmType: 'x00620008',
  SegmentAlgorithmName: 'x00620009',
  SegmentIdentificationSequence: 'x0062000a',
  ReferencedSegmentNumber: 'x0062000b',
  MaximumFractionalValue: 'x0062000e',
  SegmentedPropertyTypeCodeSequence: 'x0062000f',
  SegmentedPropertyTypeModifierCodeSequence: 'x00620011',
  TrackingID: 'x00620020',
  ContentCreatorName: 'x00700084',
  SharedFunctionalGroupsSequence: 'x52009229',
  PerFrameFunctionalGroupsSequence: 'x52009230',
  FloatPixelData: 'x7fe00008',
  DoubleFloatPixelData: 'x7fe00009',
  PixelData: 'x7fe00010',
} as const;

export type Tag = (typeof TAG)[keyof typeof TAG];

export const parseDicom = dicomParser.parseDicom;
/** The file meta information alone (PS3.10 7.1). */
export const parseFileMeta = dicomParser.readPart10Header;

/** A UID, code string or other ASCII value, trimmed; '' when absent. */
export function code(dataSet: DataSet, tag: Tag): string {
  return dataSet.string(tag)?.replace(/\0/g, '').trim() ?? '';
}

export function codes(dataSet: DataSet, tag: Tag): readonly string[] {
  const value = code(dataSet, tag);
  return value === '' ? [] : value.split('\\').map((part) => part.trim());
}

/** A text value in the data set's character set; '' when absent. @param root names the character set of an item (PS3.3 C.12.1.1.2) */
export function text(dataSet: DataSet, tag: Tag, root: DataSet = dataSet): string {
  const element = dataSet.elements[tag];
  if (element === undefined || element.length <= 0) return '';
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  return decodeText(bytes, (root.string(TAG.SpecificCharacterSet) ?? '').split('\\'));
}

export function uint16(dataSet: DataSet, tag: Tag): number | null {
  return dataSet.elements[tag]?.length ? (dataSet.uint16(tag) ?? null) : null;
}

/** Decimal strings (VR DS or IS): exactly `count` finite numbers, or null. */
export function decimals(dataSet: DataSet, tag: Tag, count: number): readonly number[] | null {
  const parts = codes(dataSet, tag);
  if (parts.length < count) return null;
  const numbers = parts.slice(0, count).map(Number);
  return parts.slice(0, count).every((part) => part !== '') && numbers.every(Number.isFinite) ? numbers : null;
}

export function decimal(dataSet: DataSet, tag: Tag): number | null {
  return decimals(dataSet, tag, 1)?.[0] ?? null;
}

export function vec3(dataSet: DataSet, tag: Tag): Vec3 | null {
  const numbers = decimals(dataSet, tag, 3);
  return numbers === null ? null : [numbers[0], numbers[1], numbers[2]];
}

/** The items of a sequence; [] when absent. */
export function items(dataSet: DataSet | undefined, tag: Tag): readonly DataSet[] {
  return (dataSet?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}

export function firstItem(dataSet: DataSet | undefined, tag: Tag): DataSet | undefined {
  return items(dataSet, tag)[0];
}
