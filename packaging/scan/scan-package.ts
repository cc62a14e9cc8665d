/** Looks at a packaged folder before anything is made of it: what must not be in it, what must, and how large it is. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Archive } from '../asar.ts';
import { FUSES, readFuses } from '../fuses.ts';
import { buildPath } from './build-paths.ts';
import type { Fault } from './fault.ts';
import { builtFor, foreignBinary, type Target } from './foreign-binaries.ts';
import { packageFiles } from './package-files.ts';
import { secret } from './secrets.ts';
import { sourceMap } from './source-maps.ts';

export interface ScanOptions {
  readonly target: Target;
  /** Folders of this machine that no file may name. */
  readonly buildDirs: readonly string[];
  /** Where app.asar and the models lie, inside the package. */
  readonly resourcesDir: string;
  /** The file that carries the fuses, inside the package. */
  readonly fusedFile: string;
}

export interface ScanReport {
  readonly faults: readonly Fault[];
  readonly files: number;
  /** As installed. */
  readonly bytes: number;
  readonly nativeFiles: readonly string[];
  readonly archivedFiles: number;
}

/** What a package without would start and then fail. Inside the resources folder. */
const NEEDED: readonly string[] = [
  'app.asar',
  'models/manifest.json',
  'resources/demo',
  'resources/demo-opg',
  'resources/demo-ios',
  'LICENSE',
  'THIRD-PARTY-LICENCES.txt',
  'sbom.cdx.json',
];

export function scanPackage(packageDir: string, options: ScanOptions): ScanReport {
  const { target, buildDirs, resourcesDir, fusedFile } = options;
  const faults: Fault[] = [];
  const nativeFiles: string[] = [];
  let files = 0;
  let bytes = 0;
  for (const file of packageFiles(packageDir)) {
    files += 1;
    bytes += file.bytes.length;
    if (builtFor(file.bytes) !== null) nativeFiles.push(file.path);
    faults.push(
      ...[foreignBinary(file, target), sourceMap(file), secret(file), buildPath(file, buildDirs)].filter(
        (fault) => fault !== null,
      ),
    );
  }
  const resources = join(packageDir, resourcesDir);
  for (const path of NEEDED) {
    if (!existsSync(join(resources, path))) faults.push({ rule: 'missing', path, detail: 'is not in the package' });
  }
  const archive = new Archive(join(resources, 'app.asar'));
  faults.push(...archiveFaults(archive, resources), ...fuseFaults(packageDir, fusedFile));
  return { faults, files, bytes, nativeFiles, archivedFiles: archive.files.length };
}

/** Every file of the archive must be what its table says, those beside it included. */
function archiveFaults(archive: Archive, resources: string): readonly Fault[] {
  return archive.files.flatMap((file): readonly Fault[] => {
    const beside = join(resources, 'app.asar.unpacked', file.path);
    const bytes = file.unpacked ? readFileSync(beside) : archive.read(file);
    if (createHash('sha256').update(bytes).digest('hex') === file.sha256) return [];
    const detail = file.sha256 === null ? 'has no checksum' : 'is not what its checksum says';
    return [{ rule: 'archive', path: `app.asar/${file.path}`, detail }];
  });
}

function fuseFaults(packageDir: string, fusedFile: string): readonly Fault[] {
  const found = new Map(readFuses(join(packageDir, fusedFile)).map(({ name, on }) => [name, on]));
  return FUSES.filter(({ name, on }) => found.get(name) !== on).map(({ name, on }) => ({
    rule: 'fuse',
    path: fusedFile,
    detail: `${name} must be ${on ? 'on' : 'off'}`,
  }));
}
