/** Paths of the machine that built the package: they tell who built it and where, and differ from build to build. */
import type { Fault } from './fault.ts';
import { isBinary, type PackagedFile } from './package-files.ts';

const RULE = 'build path';

/** Somebody's home folder. Emscripten gives its programs a made-up one, /home/web_user. */
const HOME =
  /(?:(?<![\w./@*-])|(?<=file:\/\/\/?))(?:\/(?:home|Users)\/(?!web_user\b)[a-z][\w.-]*\/|\/root\/|[A-Z]:[\\/]{1,2}Users[\\/]{1,2}[a-z][\w.-]*[\\/]{1,2})[\w.@-]{1,40}/i;

/**
 * @param buildDirs folders of the building machine; sought in every file, native ones included. Other homes are sought
 * in our own code alone: what others built tells of their machines, not of ours.
 */
export function buildPath({ path, bytes }: PackagedFile, buildDirs: readonly string[]): Fault | null {
  const named = buildDirs.flatMap(spellings).find((spelling) => bytes.includes(spelling));
  if (named !== undefined) return { rule: RULE, path, detail: `names ${named}` };
  if (path.includes('node_modules/') || !/\.(js|cjs|mjs|css|html|json)$/.test(path) || isBinary(bytes)) return null;
  const home = HOME.exec(bytes.toString('latin1'))?.[0];
  return home === undefined ? null : { rule: RULE, path, detail: `names ${home}` };
}

/** As it is, with forward slashes, and as it stands in a string of JavaScript. */
function spellings(folder: string): readonly string[] {
  return [...new Set([folder, folder.replaceAll('\\', '/'), folder.replaceAll('\\', '\\\\')])];
}
