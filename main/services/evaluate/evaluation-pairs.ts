/** Which predictions belong to which truths. */
import { access, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { notFound } from '../../io/scan-errors.ts';

/** cbct: NIfTI label maps; opg: labelme JSON and label PNG files of panoramic radiographs. Case folders of either. */
export const TRACKS = ['cbct', 'opg'] as const;
export type Track = (typeof TRACKS)[number];

export interface EvaluationPair {
  readonly name: string;
  readonly truth: string;
  readonly pred: string;
}

interface TrackFiles {
  /** Kinds of files from the most telling one down: where one of a name is there, the next kinds of it do not count. */
  readonly kinds: readonly RegExp[];
  readonly words: string;
  /** The file that makes a folder a case of this track. */
  readonly caseMark: string;
}

const FILES: Readonly<Record<Track, TrackFiles>> = {
  cbct: {
    kinds: [/\.nii(\.gz)?$/i],
    words: 'label maps (.nii, .nii.gz)',
    caseMark: 'labelmap.nii.gz',
  },
  opg: {
    kinds: [/\.json$/i, /\.png$/i],
    words: 'labelme files (.json) or label maps (.png)',
    caseMark: 'case.json',
  },
};

/**
 * Pairs a file or case with a file or case, or those of a folder with the ones of the same name in another.
 * @throws QuadrantError usage (nothing to compare, a prediction is missing), scan.not-found.
 */
export async function pairUp(track: Track, truthPath: string, predPath: string): Promise<readonly EvaluationPair[]> {
  const { words } = FILES[track];
  const truth = await teethAt(track, truthPath);
  if (truth !== null) {
    const pred = await teethAt(track, predPath);
    if (pred === null) throw usage(`${predPath} is neither one of the ${words} nor a case folder.`);
    return [{ name: nameOf(truthPath), truth: truth.path, pred: pred.path }];
  }
  if (!(await isFolder(truthPath))) throw usage(`${truthPath} is not one of the ${words}.`);
  if (!(await isFolder(predPath))) throw usage('The truth is a folder, so the prediction must be one too.');
  const truths = await teethIn(track, truthPath);
  if (truths.size === 0) throw usage(`There are no ${words} in ${truthPath}.`);
  const predicted = await teethIn(track, predPath);
  return [...truths].map(([name, path]) => {
    const pred = predicted.get(name);
    if (pred === undefined) throw usage(`There is no prediction for ${basename(path)} in ${predPath}.`);
    return { name, truth: path, pred };
  });
}

/** The teeth in a folder by name, in the order of the names; of several kinds of a name the most telling one. */
async function teethIn(track: Track, folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, Teeth>();
  for (const entry of (await readdir(folder)).toSorted()) {
    const teeth = await teethAt(track, join(folder, entry));
    if (teeth === null) continue;
    const other = found.get(nameOf(entry));
    if (other?.kind === teeth.kind)
      throw usage(
        `${basename(other.path)} and ${entry} in ${folder} are of one name: it is not clear which one is meant.`,
      );
    if (other === undefined || teeth.kind < other.kind) found.set(nameOf(entry), teeth);
  }
  return new Map([...found].map(([name, { path }]) => [name, path]));
}

interface Teeth {
  readonly path: string;
  /** Place among the track's kinds; −1 for a case. */
  readonly kind: number;
}

/** What is read of a file or case folder; null for anything else. */
async function teethAt(track: Track, path: string): Promise<Teeth | null> {
  const { kinds, caseMark } = FILES[track];
  if (!(await isFolder(path))) {
    const kind = kinds.findIndex((name) => name.test(path));
    return kind < 0 ? null : { path, kind };
  }
  const isCase = await access(join(path, caseMark)).then(
    () => true,
    () => false,
  );
  return isCase ? { path, kind: -1 } : null;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw notFound(path, cause);
  }
}

/** What a scan, its truth and its prediction have in common. */
export function nameOf(path: string): string {
  return basename(path)
    .replace(/\.(nii(\.gz)?|json|png|jpe?g|tiff?|dcm)$/i, '')
    .replace(/[_-](truth|gt|labels?|mask|seg|pred|prediction)$/i, '');
}

function usage(message: string): QuadrantError {
  return new QuadrantError('usage', message, 'Give two files, or two folders with files of the same names.');
}
