import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface SharedData {
  readonly path: string;
  readonly absent: boolean;
  /** The test's name, with the reason when it is skipped. */
  readonly title: (name: string) => string;
}

/** Data that lies beside the repository on development machines only: tests of it are skipped elsewhere, and say so. */
export function sharedData(below: string): SharedData {
  const path = fileURLToPath(new URL(`../../../../shared/data/${below}`, import.meta.url));
  const absent = !existsSync(path);
  const reason = `skipped: ../shared/data/${below} not present`;
  if (absent) console.warn(reason);
  return { path, absent, title: (name) => (absent ? `${name} (${reason})` : name) };
}
