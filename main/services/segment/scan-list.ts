/** A list of scans and which of them are one worker's: pure, but for the paths of this system. */
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { QuadrantError } from '#contract/errors';

export interface ListedScan {
  /** Absolute. */
  readonly path: string;
  /** Below the list's folder where it lies there, else absolute. */
  readonly entry: string;
  /** Of its case folder; told by the entry alone, so that it never depends on what else is listed. */
  readonly name: string;
}

/** One scan a line; empty lines and lines that begin with # are left out. */
export function parseScanList(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * The scans of a list, each once. Relative paths are relative to `baseDir`.
 * @throws QuadrantError usage when two scans would share a case folder, or when there is none
 */
export function listedScans(paths: readonly string[], baseDir: string): readonly ListedScan[] {
  const byName = new Map<string, ListedScan>();
  for (const path of new Set(paths.map((written) => resolve(baseDir, written)))) {
    const below = relative(baseDir, path);
    const entry = isAbsolute(below) || below.split(sep)[0] === '..' ? path : below;
    const name = caseName(entry);
    const other = byName.get(name);
    if (other !== undefined) {
      const message = `Two scans of the list would share the case folder ${name}: ${other.entry} and ${entry}.`;
      throw new QuadrantError('usage', message, 'Rename one of them.', { first: other.entry, second: entry });
    }
    byName.set(name, { path, entry, name });
  }
  if (byName.size === 0) throw new QuadrantError('usage', 'The list names no scan.', 'Write one scan a line.');
  return [...byName.values()];
}

const SCAN_ENDINGS = /(\.nii(\.gz)?|\.dcm|\.png|\.jpe?g|\.tiff?)$/i;
const LONGEST_NAME = 120;

/** The whole entry on one level: "clinic/p 12/scan.nii.gz" is "clinic_p-12_scan". */
function caseName(entry: string): string {
  const parts = entry.replace(SCAN_ENDINGS, '').split(/[\\/]+/);
  const name = parts
    .map((part) => part.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, ''))
    .filter((part) => part !== '')
    .join('_');
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(entry).digest('hex').slice(0, 12);
  return `${name.slice(-LONGEST_NAME + digest.length + 1)}-${digest}`;
}

/** One of `count` equal parts, numbered from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Reads "3/16", or "auto/16" with the number that Slurm (an array numbered from 1) or a Kubernetes Indexed Job (numbered
 * from 0) gives to this task. @throws QuadrantError usage
 */
export function parseShard(text: string, env: NodeJS.ProcessEnv = process.env): Shard {
  const refuse = (message: string): never => {
    throw new QuadrantError('usage', message, 'Write --shard 3/16, or --shard auto/16 in an array job.', {
      shard: text,
    });
  };
  const [, asked = '', all = ''] = /^(auto|\d+)\/(\d+)$/.exec(text) ?? refuse('The shard cannot be understood.');
  const count = Number(all);
  const index = asked === 'auto' ? (indexOfTask(env) ?? refuse('This is no task of an array job.')) : Number(asked);
  if (!(index >= 1 && index <= count)) refuse(`There is no shard ${index} of ${count}: they are numbered from 1.`);
  return { index, count };
}

function indexOfTask(env: NodeJS.ProcessEnv): number | null {
  const slurm = env['SLURM_ARRAY_TASK_ID'];
  if (slurm !== undefined) return Number(slurm);
  const kubernetes = env['JOB_COMPLETION_INDEX'];
  return kubernetes === undefined ? null : Number(kubernetes) + 1;
}

/** Every count-th scan: neighbours in a list are often alike, and so shards take alike long. */
export function scansOfShard(scans: readonly ListedScan[], { index, count }: Shard): readonly ListedScan[] {
  return scans.filter((_, n) => n % count === index - 1);
}
