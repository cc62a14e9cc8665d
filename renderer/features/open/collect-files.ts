/** Files with their paths, out of what a browser hands over: a picked folder, picked files, or a drop. */
import type { UploadFile } from '../../host.ts';

/** From <input type="file">, with or without webkitdirectory. */
export function pickedFiles(list: FileList): readonly UploadFile[] {
  return Array.from(list, (file) => ({
    file,
    relativePath: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
  }));
}

/** The entries of a drop. Must be called inside the drop event: the browser forgets them afterwards. */
export function droppedEntries(items: DataTransferItemList): readonly FileSystemEntry[] {
  return Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
}

/** Every file below the entries, folders walked in depth. */
export async function filesBelow(entries: readonly FileSystemEntry[]): Promise<readonly UploadFile[]> {
  const nested = await Promise.all(entries.map(filesOf));
  return nested.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<readonly UploadFile[]> {
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, relativePath: entry.fullPath.replace(/^\/+/, '') }];
  }
  return isDirectoryEntry(entry) ? filesBelow(await entriesOf(entry)) : [];
}

/** readEntries hands out at most 100 at a time and an empty list at the end. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
