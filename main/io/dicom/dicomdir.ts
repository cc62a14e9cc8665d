import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TAG, codes, items } from './data-set.ts';
import type { DataSet } from './data-set.ts';

export interface DirectoryFiles {
  readonly present: readonly string[];
  /** File IDs that lead to no file. */
  readonly absent: readonly string[];
}

/**
 * The files that a DICOMDIR lists (PS3.3 F.3), found beside it whatever the case of their names on this disk. The
 * records' tree is not followed: damaged offsets are common and every record names its own file.
 */
export async function directoryFiles(dicomdirPath: string, dataSet: DataSet): Promise<DirectoryFiles> {
  const root = dirname(dicomdirPath);
  const present = new Set<string>();
  const absent: string[] = [];
  const listings = new Map<string, Promise<readonly string[]>>();
  for (const record of items(dataSet, TAG.DirectoryRecordSequence)) {
    const fileId = codes(record, TAG.ReferencedFileID);
    if (fileId.length === 0) continue;
    const path = await resolveFileId(root, fileId, listings);
    if (path === null) absent.push(fileId.join('/'));
    else present.add(path);
  }
  return { present: [...present], absent };
}

/** A File ID never leaves the medium: components with separators or dots only are refused. */
async function resolveFileId(
  root: string,
  fileId: readonly string[],
  listings: Map<string, Promise<readonly string[]>>,
): Promise<string | null> {
  let folder = root;
  for (const component of fileId) {
    if (component === '' || /^\.+$|[/\\]/.test(component)) return null;
    const names = await listed(folder, listings);
    const name =
      names.find((candidate) => candidate === component) ??
      names.find((candidate) => candidate.toLowerCase() === component.toLowerCase());
    if (name === undefined) return null;
    folder = join(folder, name);
  }
  return folder;
}

function listed(folder: string, listings: Map<string, Promise<readonly string[]>>): Promise<readonly string[]> {
  let names = listings.get(folder);
  if (names === undefined) {
    names = readdir(folder).catch((): string[] => []);
    listings.set(folder, names);
  }
  return names;
}
