/** What the system asked Quadrant to open and no window has taken yet. */
import { basename, resolve } from 'node:path';
import type { ScanSource } from '#contract/api';
import type { Cases } from '../cases/cases.ts';
import type { ScanSources } from './sources.ts';

/** Holds one path: of several the last, since one scan is open at a time. */
export class HandedOver {
  private path: string | null = null;

  put(path: string): void {
    this.path = resolve(path);
  }

  take(): string | null {
    const { path } = this;
    this.path = null;
    return path;
  }
}

/** A folder of the shelf is opened as the case that it is, everything else as a scan. */
export function sourceOfPath(
  path: string,
  { cases, sources }: { readonly cases: Pick<Cases, 'dirOf'>; readonly sources: Pick<ScanSources, 'register'> },
): ScanSource {
  const caseId = basename(path);
  if (isCaseOf(cases, caseId, path)) return { kind: 'case', caseId };
  return { kind: 'source', sourceId: sources.register(path) };
}

function isCaseOf(cases: Pick<Cases, 'dirOf'>, caseId: string, path: string): boolean {
  try {
    return resolve(cases.dirOf(caseId)) === path;
  } catch {
    return false; // no name that a case could have
  }
}
