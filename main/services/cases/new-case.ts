/** What every new case says about itself, whoever found its teeth. */
import { CASE_SCHEMA_VERSION, type CaseFile, type CbctCase, type RunFile } from '#contract/case';
import type { ReadScan } from '../../io/read-scan.ts';
import type { StageProgress } from '../../pipeline/stage-progress.ts';

export function caseFields({
  caseId,
  version,
}: {
  readonly caseId: string;
  readonly version: string;
}): Pick<CaseFile, 'schemaVersion' | 'id' | 'createdAt' | 'quadrantVersion'> {
  return {
    schemaVersion: CASE_SCHEMA_VERSION,
    id: caseId,
    createdAt: new Date().toISOString(),
    quadrantVersion: version,
  };
}

export function sourceOf(
  { scanPath }: { readonly scanPath: string },
  { volume, info, series, fingerprint }: ReadScan,
): CbctCase['source'] {
  return {
    kind: series.kind,
    seriesUid: series.uid,
    path: scanPath,
    fingerprint,
    patientName: info.patientName,
    patientId: info.patientId,
    studyDate: info.studyDate,
    geometry: volume.geometry,
  };
}

/** Asked for once the label map is on disk. */
export function runOf({ provider, warnings }: CaseFile, progress: StageProgress): RunFile {
  return {
    stages: [...progress.stages()],
    totalSeconds: progress.totalSeconds(),
    peakMemoryBytes: peakMemoryBytes(),
    provider,
    warnings,
  };
}

/** Highest resident memory of this process so far; Node gives it in kilobytes. */
export function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
