/** quadrant info <scan>: which series a scan holds and which one would be read. */
import { resolve } from 'node:path';
import type { ScanInfo, SeriesInfo } from '#contract/scan';
import { scanInfo } from '../io/read-scan.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand } from './usage.ts';

export async function infoCommand(args: readonly string[], { stdout }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    series: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const info = await scanInfo(resolve(onePositional(positionals, 'scan')), { seriesUid: values.series });
  stdout.write(values.json ? `${JSON.stringify(info, null, 2)}\n` : describeScan(info));
}

function describeScan(info: ScanInfo): string {
  const person = [info.patientName, info.patientId, info.studyDate, info.studyDescription].filter(Boolean).join(' · ');
  const ignored = info.ignoredFiles === 0 ? [] : [`${info.ignoredFiles} files are no images and were left out.`];
  const lines = info.series.flatMap((series) => describeSeries(series, series.uid === info.chosenUid));
  return [person || 'No patient data', ...lines, info.choice, ...ignored, ''].join('\n');
}

function describeSeries(series: SeriesInfo, chosen: boolean): string[] {
  const size = series.dims.join(' × ');
  const spacing = series.spacingMm.map((mm) => Number(mm.toFixed(4))).join(' × ');
  return [
    `${chosen ? '*' : ' '} ${series.description || series.uid}`,
    `    ${series.modality} ${series.kind}, ${size} voxels of ${spacing} mm, ${series.orientation}, ${series.bits} bit`,
    `    ${series.transferSyntax}, ${(series.sizeBytes / 1e6).toFixed(1)} MB, UID ${series.uid}`,
    ...(series.problem === undefined ? [] : [`    Cannot be used: ${series.problem}`]),
    ...series.warnings.map(({ message }) => `    Warning: ${message}`),
  ];
}
