/** Where the cases lie: dataDir/cases, or a folder that a person chose, told by dataDir/cases-place.json. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { copyFiles, filesUnder } from '../../io/copy-folder.ts';
import { codeOf, diskError, replaceFlushed } from '../../io/flushed-file.ts';
import { placeGone } from '../../io/mounted-place.ts';
import { VAULT_JSON, vaultIn, writeVault } from '../../io/vault/vault-file.ts';
import { writeJson } from '../data-folder/json-store.ts';

const placeSchema = z.object({ casesDir: z.string().min(1).nullable() });

/** In a chosen folder, so that an empty mount point is not taken for a folder without cases. */
const MARK = 'quadrant-cases.json';
/** In a chosen folder that holds other things already. */
const OWN_FOLDER = 'Quadrant cases';
const TRASH = 'trash';
const CASE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids come from the renderer and from disk: only our own form may become part of a path. */
export function isCaseId(name: string): boolean {
  return CASE_ID.test(name);
}

interface MovedCase {
  readonly source: string;
  readonly target: string;
}

export class CasePlace {
  private readonly dataDir: string;
  /** undefined: nobody has asked yet. */
  private lastChosen: string | null | undefined = undefined;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** Asked for anew each time: another program on the same data may have moved the cases. */
  private get chosen(): string | null {
    const chosen = chosenIn(this.file, this.lastChosen);
    this.lastChosen = chosen;
    return chosen;
  }

  private get file(): string {
    return join(this.dataDir, 'cases-place.json');
  }

  private get usual(): string {
    return join(this.dataDir, 'cases');
  }

  get dir(): string {
    return this.chosen ?? this.usual;
  }

  get isChosen(): boolean {
    return this.chosen !== null;
  }

  /** Deleted cases lie on the same disk, so that deleting is one step and patients' data stay where the clinic wants them. */
  get trashDir(): string {
    return join(this.chosen ?? this.dataDir, TRASH);
  }

  /** false: a chosen folder is gone, as a disk that is not connected. */
  isThere(): boolean {
    const { chosen } = this;
    return chosen === null || existsSync(join(chosen, MARK));
  }

  /** Before anything is written: a folder on a lost disk must not come into being on another one. @throws QuadrantError case.place-gone */
  require(): void {
    if (this.isThere()) return;
    throw placeGone(this.dir);
  }

  /**
   * Takes all cases to another folder: copied, compared, switched, and only then removed from the old one. A folder that
   * holds cases of Quadrant already is taken as it is when there are none to move. Nobody may write cases meanwhile.
   * @param wanted null for the usual place @throws QuadrantError case.place-refused, disk.full, disk.unwritable
   */
  async moveTo(wanted: string | null): Promise<{ readonly moved: number }> {
    const from = { dir: this.dir, trashDir: this.trashDir, chosen: this.chosen };
    const there = this.isThere();
    const ids = there ? await caseIds(from.dir) : [];
    const to = wanted === null ? this.usual : await this.target(wanted, ids.length === 0);
    if (to === from.dir) throw refused(to, 'same');
    if (isInside(to, from.dir) || isInside(from.dir, to)) throw refused(to, 'inside');
    const toTrash = wanted === null ? join(this.dataDir, TRASH) : join(to, TRASH);
    const taken = (await caseIds(to)).length > 0;
    if (taken && ids.length > 0) throw refused(to, 'taken');
    const trashedThere = new Set(await caseIds(toTrash));
    const trashed = there ? (await caseIds(from.trashDir)).filter((id) => !trashedThere.has(id)) : [];
    try {
      await mkdir(to, { recursive: true });
    } catch (error) {
      throw diskError(error, to);
    }
    const moving: readonly MovedCase[] = [
      ...ids.map((id) => ({ source: join(from.dir, id), target: join(to, id) })),
      ...trashed.map((id) => ({ source: join(from.trashDir, id), target: join(toTrash, id) })),
    ];
    const vault = vaultIn(this.dataDir);
    const other = wanted === null ? null : vaultIn(to);
    if (other !== null && other.vaultId !== vault?.vaultId) throw refused(to, 'sealed');
    const copied: string[] = [];
    try {
      if (wanted !== null && vault !== null) await writeVault(to, vault);
      for (const { source, target } of moving) {
        copied.push(target);
        await mkdir(target, { recursive: true });
        await copyFiles(source, target, await filesUnder(source));
      }
      if (wanted !== null) await replaceFlushed(join(to, MARK), '{ "schemaVersion": 1 }\n');
    } catch (error) {
      for (const folder of copied) await rm(folder, { recursive: true, force: true }).catch(() => {});
      if (wanted !== null && other === null) await rm(join(to, VAULT_JSON), { force: true }).catch(() => {});
      throw diskError(error, to);
    }
    await this.choose(wanted === null ? null : to);
    for (const each of moving) await removeOld(each);
    if (there && from.chosen !== null)
      for (const name of [MARK, VAULT_JSON]) await rm(join(from.chosen, name), { force: true }).catch(() => {});
    return { moved: ids.length };
  }

  private async choose(casesDir: string | null): Promise<void> {
    await writeJson(this.file, { casesDir } satisfies z.infer<typeof placeSchema>);
  }

  /** The folder itself when it is empty or holds cases, else a folder of our own in it. */
  private async target(wanted: string, mayAdopt: boolean): Promise<string> {
    if (!isAbsolute(wanted)) throw refused(wanted, 'relative');
    const path = resolve(wanted);
    const found = await stat(path).catch(() => null);
    if (found === null) {
      // One level may be new: more would rather be a slip.
      if (!existsSync(dirname(path))) throw refused(path, 'missing');
      return path;
    }
    if (!found.isDirectory()) throw refused(path, 'file');
    const names = await readdir(path).catch((error: unknown) => {
      throw diskError(error, path);
    });
    if (names.length === 0 || names.includes(MARK)) return path;
    if (mayAdopt && names.some(isCaseId)) return path;
    return join(path, OWN_FOLDER);
  }
}

/** Another program may have added an entry while all was copied: it is taken along. */
async function removeOld({ source, target }: MovedCase): Promise<void> {
  const leaving = join(dirname(source), `.moved-${basename(source)}`);
  try {
    await rename(source, leaving); // from here on nobody finds it there
    const known = new Set(await filesUnder(target));
    const late = (await filesUnder(leaving)).filter((file) => !known.has(file));
    if (late.length > 0) await copyFiles(leaving, target, late);
    await rm(leaving, { recursive: true, force: true });
  } catch {
    // What cannot be removed stays behind: a second copy harms nobody.
  }
}

async function caseIds(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch((): string[] => [])).filter(isCaseId);
}

/**
 * Read at once: every path to a case needs it. What cannot be read for a moment stays as it was known; a file that is
 * damaged from the start stands for a folder that is not there, so that no empty list takes the place of the cases.
 */
function chosenIn(file: string, known: string | null | undefined): string | null {
  try {
    return placeSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).casesDir;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return known === undefined ? file : known;
  }
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

const REASONS = {
  same: ['The cases are in this folder already.', 'Choose another folder.'],
  inside: ['One of the two folders lies inside the other.', 'Choose a folder elsewhere.'],
  taken: ['There are other cases in this folder.', 'Choose an empty folder.'],
  sealed: ['The cases in this folder are encrypted with another passphrase.', 'Choose another folder.'],
  relative: ['This is no complete path.', 'Give the whole path of a folder.'],
  missing: ['There is no such folder.', 'Make it first, or choose another one.'],
  file: ['This is a file.', 'Choose a folder.'],
} as const;

function refused(path: string, reason: keyof typeof REASONS): QuadrantError {
  const [message, remedy] = REASONS[reason];
  return new QuadrantError('case.place-refused', message, remedy, { path, reason });
}
