/** What a report says, in numbers and codes: it is put into words where it is laid out. */
import type { Severity, CheckFinding } from '../checks/checked-tooth.ts';
import type { Beside, ToothMark, ToothState } from '../chart/tooth-state.ts';
import type { Finding } from '../finding.ts';
import type { Language } from '../language.ts';
import type { Notation } from '../notation.ts';
import type { MissingReason, ToothStatus } from '../review/action.ts';
import type { MetricName } from '../words/metric-words.ts';

export interface ReportContent {
  readonly caseId: string;
  readonly modality: 'cbct' | 'opg';
  /** Null: the report shall not name anybody; nor does it say when the scan was made. */
  readonly patient: ReportPatient | null;
  readonly practice: { readonly name: string; readonly lines: readonly string[] };
  /** Voxels or pixels, and their size where it is known. */
  readonly scan: { readonly dims: readonly number[]; readonly spacingMm: readonly number[] | null };
  /** By FDI code; every other place of the permanent dentition has no tooth. */
  readonly chart: ReadonlyMap<number, ReportPlace>;
  readonly beside: readonly { readonly fdi: number; readonly why: Beside }[];
  /** By FDI code. */
  readonly missing: ReadonlyMap<number, MissingReason>;
  /** Null: the scan was not at hand. */
  readonly picture: ReportPicture | null;
  readonly columns: readonly ReportColumn[];
  readonly teeth: readonly ReportTooth[];
  readonly findings: readonly ReportFinding[];
  /** Values are written already. */
  readonly measurements: readonly { readonly name: string; readonly value: string }[];
  readonly canals: readonly ReportCanal[];
  /** About the whole case. */
  readonly warnings: readonly Finding[];
  readonly run: ReportRun;
  /** Null: nobody looked at it. */
  readonly review: ReportReview | null;
  readonly printedAt: string; // ISO 8601
}

export interface ReportPatient {
  readonly name: string;
  readonly id: string;
  readonly birthDate: string; // YYYY-MM-DD or ''
  readonly studyDate: string; // YYYY-MM-DD or ''
}

export interface ReportPlace {
  readonly fdi: number;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
}

export interface ReportPicture {
  /** A data URL. */
  readonly url: string;
  readonly width: number; // pixels
  readonly height: number;
  /** Where each tooth's number stands, its middle. */
  readonly numbers: readonly {
    readonly fdi: number;
    /** Stands for no number of its own. */
    readonly extra: boolean;
    readonly x: number;
    readonly y: number;
    readonly colour: readonly [number, number, number];
  }[];
  /** Of a radiograph: the file says that the patient's right is on the right. */
  readonly mirrored: boolean;
  /** Other greys on the same grid than those that were segmented. */
  readonly otherGreys: boolean;
}

export interface ReportColumn {
  readonly name: MetricName;
  /** "mm", "mm³", "°" or "px". */
  readonly unit: string;
  readonly decimals: number;
}

export interface ReportTooth {
  readonly fdi: number;
  /** It has no number of its own: `fdi` is the place it is near. */
  readonly supernumerary: boolean;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  readonly confidence: number; // 0…1
  readonly status: ToothStatus;
  /** In the order of the columns; null where it was not or cannot be measured. */
  readonly values: readonly (number | null)[];
}

/** What the checks found, or what was noticed of a tooth while it was found and measured. */
export type ReportFinding =
  | { readonly kind: 'check'; readonly finding: CheckFinding; readonly settled: boolean }
  | { readonly kind: 'noticed'; readonly fdi: number; readonly finding: Finding; readonly severity: Severity };

export interface ReportCanal {
  /** Null: left out; its side is told. */
  readonly name: string | null;
  readonly side: 'right' | 'left';
  readonly lengthMm: number;
  readonly diameterMm: number;
  /** From the tooth's surface to the canal's wall, the nearest first. */
  readonly near: readonly { readonly fdi: number; readonly distanceMm: number }[];
}

export interface ReportRun {
  readonly quadrantVersion: string;
  readonly createdAt: string; // ISO 8601
  readonly models: readonly {
    readonly id: string;
    readonly version: string;
    readonly precision?: string | undefined;
    readonly looksTwice?: boolean | undefined;
  }[];
  readonly provider: string;
  readonly seconds: number;
  /** The program that found the teeth when it was another one: no net of ours ran then. */
  readonly importedFrom: string | null;
}

export interface ReportReview {
  /** Names, or none when they are left out. */
  readonly reviewedBy: readonly string[];
  readonly lastChangeAt: string | null; // ISO 8601
  /** `by` is null when the name is left out. */
  readonly signed: { readonly by: string | null; readonly at: string } | null;
  /** Neither accepted nor changed by anybody. */
  readonly undecided: number;
}

export interface ReportLook {
  readonly language: Language;
  readonly notation: Notation;
  readonly paper: 'a4' | 'letter';
}
