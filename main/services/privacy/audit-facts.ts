/** What the audit log keeps of a call: ids, kinds and short hashes, nothing that names a person. */
import { createHash } from 'node:crypto';
import type { OpenScan } from '#contract/api';
import type { Settings } from '#contract/settings';

/** Which case it was. */
export const idOf = ({ caseId }: { readonly caseId: string }) => ({ caseId });

/** The series without its UID, which other systems know the patient by. */
export function seriesFacts({ info }: OpenScan) {
  return { modality: info.modality, series: hashOf(info.chosenUid ?? '') };
}

/** A short hash: the same text is known again, and not told. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Names of the settings that differ, without their values. */
export function changedKeys(before: Settings, after: Settings): string {
  const now = new Map<string, unknown>(Object.entries(after));
  const changed = Object.entries(before).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(now.get(key)),
  );
  return changed.map(([key]) => key).join(' ');
}
