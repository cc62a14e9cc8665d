import type { DatasetManifest } from '#contract/dataset';
export function datasheet(manifest: DatasetManifest): string {
  return String(manifest.schemaVersion);
}
