/** The report of a scan as an engineer reads it. */
import type { ScanReport } from './scan-package.ts';

/** As installed, models and runtime included. */
const MOST_MB = 450;

/**
 * What Electron's runtime may weigh on Linux with the languages we keep: a stand-in weighs nothing, and the limit holds for
 * the whole. An assumption from earlier releases, measured nowhere here; "npm run package" weighs the real one. For
 * comparison: Debian's whole browser (Chromium 156, one language, no validation layers) weighs 340 MB.
 */
export const RUNTIME_ALLOWANCE_MB = 290;

export interface PrintOptions {
  readonly packageDir: string;
  /** Added to what was weighed; 0 where the runtime is in the folder. */
  readonly allowanceMb: number;
}

/** Prints the figures and every fault; true when nothing is wrong. */
export function printReport(report: ScanReport, { packageDir, allowanceMb }: PrintOptions): boolean {
  const { faults, files, archivedFiles, nativeFiles } = report;
  const weighedMb = report.bytes / 1e6;
  const totalMb = weighedMb + allowanceMb;
  const rules = ['source map', 'secret', 'build path', 'foreign binary', 'archive', 'fuse', 'missing'];
  console.log(`\nScanned ${packageDir}: ${files} files, ${archivedFiles} of them in the archive`);
  for (const rule of rules) console.log(`  ${rule.padEnd(16)}${faults.filter((fault) => fault.rule === rule).length}`);
  console.log(`  native files    ${nativeFiles.length}`);
  console.log(
    `  size            ${weighedMb.toFixed(1)} MB${allowanceMb === 0 ? '' : ` + ${allowanceMb} MB allowed for the runtime`}`,
  );
  for (const { rule, path, detail } of faults) console.log(`FAULT ${rule}: ${path}: ${detail}`);
  const fits = totalMb <= MOST_MB;
  if (!fits) console.log(`FAULT size: ${totalMb.toFixed(1)} MB, at most ${MOST_MB} MB`);
  return faults.length === 0 && fits;
}
