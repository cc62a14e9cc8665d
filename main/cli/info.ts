/** quadrant info <scan>: which series a scan holds and which one would be read; of a surface what it holds. */
import { resolve } from 'node:path';
import type { RadiographFacts, ScanInfo, SeriesInfo } from '#contract/scan';
import { scanInfo } from '../io/read-scan.ts';
import { isSurfaceFile } from '../io/surface/read-surface.ts';
import { describeSurface, surfaceInfo } from './surface-info.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function infoCommand(args: readonly string[], { stdout }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    series: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const path = resolve(onePositional(positionals, 'scan or surface'));
  if (await isSurfaceFile(path)) {
    if (values.series !== undefined) throw usageError('A surface has no series: --series goes with scans.');
    const surface = await surfaceInfo(path);
    stdout.write(values.json ? `${JSON.stringify(surface, null, 2)}\n` : describeSurface(path, surface));
    return;
  }
  const info = await scanInfo(path, { seriesUid: values.series });
  stdout.write(values.json ? `${JSON.stringify(info, null, 2)}\n` : describeScan(info));
}

function describeScan(info: ScanInfo): string {
  const person = [info.patientName, info.patientId, info.studyDate, info.studyDescription].filter(Boolean).join(' · ');
  const ignored = info.ignoredFiles === 0 ? [] : [`${info.ignoredFiles} files are no images and were left out.`];
  const lines = info.series.flatMap((series) => describeSeries(series, series.uid === info.chosenUid));
  const scale = info.radiograph === null ? [] : [describeScale(info.radiograph)];
  return [person || 'No patient data', ...lines, info.choice, ...scale, ...ignored, ''].join('\n');
}

function describeSeries(series: SeriesInfo, chosen: boolean): string[] {
  const sort = [series.modality, series.kind].filter(Boolean).join(' ');
  const facts = [sort, describeGrid(series), series.orientation, `${series.bits} bit`].filter(Boolean).join(', ');
  return [
    `${chosen ? '*' : ' '} ${series.description || series.uid}`,
    `    ${facts}`,
    `    ${series.transferSyntax}, ${(series.sizeBytes / 1e6).toFixed(1)} MB, UID ${series.uid}`,
    ...(series.problem === undefined ? [] : [`    Cannot be used: ${series.problem}`]),
    ...series.warnings.map(({ message }) => `    Warning: ${message}`),
  ];
}

/** Of a radiograph pixels only: the series of one without a scale has a spacing of 1. */
function describeGrid({ kind, dims, spacingMm }: SeriesInfo): string {
  if (isRadiograph(kind)) return `${dims.slice(0, 2).join(' × ')} pixels`;
  return `${dims.join(' × ')} voxels of ${spacingMm.map(rounded).join(' × ')} mm`;
}

function isRadiograph(kind: SeriesInfo['kind']): boolean {
  return kind !== 'dicom' && kind !== 'dicom-multiframe' && kind !== 'nifti';
}

function describeScale({ pixelSpacingMm }: RadiographFacts): string {
  if (pixelSpacingMm === null) return 'A radiograph without a scale: lengths can be given in pixels only.';
  const spacing = pixelSpacingMm.map(rounded).join(' × ');
  return `A radiograph of ${spacing} mm a pixel at the detector: what it shows is enlarged by the projection.`;
}

function rounded(mm: number): number {
  return Number(mm.toFixed(4));
}
