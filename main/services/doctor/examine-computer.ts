/** Versions, processor, memory, language, and the browser that lays out reports. */
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { basename } from 'node:path';
import type { DoctorFinding } from '#contract/diagnosis';
import type { Language } from '#contract/settings';
import { runtimeVersion } from '../../inference/runtime-version.ts';
import { findBrowser } from '../browser/machine-browser.ts';
import { finding } from './finding.ts';

export function examineVersions(version: string): DoctorFinding {
  return finding('version.is', {
    version,
    node: process.versions.node,
    electron: process.versions['electron'] ?? '–',
    runtime: runtimeVersion(),
    platform: `${type()} ${release()} ${arch()}`,
  });
}

export interface Memory {
  readonly totalBytes: number;
  readonly availableBytes: number;
}

/** What this process may use: of a container its limit. */
function memoryHere(): Memory {
  const limit = process.constrainedMemory();
  const totalBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { totalBytes, availableBytes: Math.min(process.availableMemory(), totalBytes) };
}

const GB = 1e9;
/** A large CBCT takes 2.3 GB in the engine and 1.5 GB in the window. */
const NEEDED_GB = 4;
/** What is sold as 8 GB tells less. */
const COMFORTABLE_GB = 7.5;

export function examineMemory({ totalBytes, availableBytes }: Memory = memoryHere()): DoctorFinding {
  const facts = { totalGb: tenths(totalBytes / GB), freeGb: tenths(availableBytes / GB) };
  if (facts.totalGb < NEEDED_GB) return finding('memory.too-small', facts);
  if (facts.totalGb < COMFORTABLE_GB) return finding('memory.small', facts);
  return finding(facts.freeGb < NEEDED_GB ? 'memory.busy' : 'memory.enough', facts);
}

export function examineProcessor(): DoctorFinding {
  const [first] = cpus();
  return finding('computer.is', { processor: first?.model.trim() ?? arch(), threads: availableParallelism() });
}

export function examineLanguage(language: Language): DoctorFinding {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return finding('language.is', { language, locale, timeZone });
}

export function examineBrowser(ownBrowser: boolean, path: string | null = findBrowser()): DoctorFinding {
  if (ownBrowser) return finding('browser.unneeded');
  return path === null ? finding('browser.none') : finding('browser.found', { browser: basename(path) });
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
