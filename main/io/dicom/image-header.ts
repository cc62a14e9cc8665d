/** What is read of a DICOM image before any pixel is: enough to group, order and decode it. */
import type { Vec3 } from '#core/volume';
import type { PixelDataPlace } from './frame-bytes.ts';
import type { LookupTable } from './lookup-table.ts';
import type { PixelFormat } from './pixel-format.ts';
import type { RadiographHeader } from './radiograph-header.ts';

/** Where one frame lies in the patient and how its stored values become grey values. */
export interface FramePlane {
  /** Index of the frame in its file, from 0. */
  readonly frame: number;
  /** Centre of the first pixel, LPS mm (Image Position (Patient)). */
  readonly positionMm: Vec3 | null;
  /** Unit vectors along which the column index (i) and the row index (j) grow. */
  readonly iDirection: Vec3 | null;
  readonly jDirection: Vec3 | null;
  /** Distance between pixel centres along i and j. */
  readonly spacingMm: readonly [i: number, j: number] | null;
  /** Grey value = stored · slope + intercept; MONOCHROME1's inversion is already folded in. */
  readonly slope: number;
  readonly intercept: number;
}

export interface ImageHeader {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesUid: string;
  /** Set when one logical image is spread over several files. */
  readonly concatenationUid: string;
  readonly transferSyntaxUid: string;
  readonly modality: string;
  readonly imageType: readonly string[];
  readonly seriesDescription: string;
  readonly studyDescription: string;
  readonly studyDate: string; // YYYY-MM-DD or ''
  readonly patientName: string;
  readonly patientId: string;
  readonly format: PixelFormat;
  readonly pixelData: PixelDataPlace;
  /** A Modality LUT (PS3.3 C.11.1) in place of slope and intercept. */
  readonly modalityLut: LookupTable | null;
  /** What is read of an image that may be a radiograph; null for sections, reports and the like. */
  readonly radiograph: RadiographHeader | null;
  /** True when the frames' places were worked out from a shared slice spacing, not read. */
  readonly assumedPlaces: boolean;
  readonly frames: readonly FramePlane[];
}
