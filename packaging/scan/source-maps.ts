/** Source maps: they repeat the whole source, comments and all, in a form that nobody reviews. */
import type { Fault } from './fault.ts';
import { isBinary, type PackagedFile } from './package-files.ts';

const RULE = 'source map';

/** Code of ours must not even name one; packages may name a map that stayed behind. */
export function sourceMap({ path, bytes }: PackagedFile): Fault | null {
  if (/\.(js|cjs|mjs|css|wasm)\.map$/.test(path)) return { rule: RULE, path, detail: 'a file of its own' };
  if (!/\.(js|cjs|mjs|css)$/.test(path) || isBinary(bytes)) return null;
  const named = /^(?:\/\/|\/\*)[#@] ?sourceMappingURL=(\S{1,60})/m.exec(bytes.toString('latin1'))?.[1];
  if (named === undefined) return null;
  if (named.startsWith('data:')) return { rule: RULE, path, detail: 'inside the file' };
  return path.includes('node_modules/') ? null : { rule: RULE, path, detail: `names ${named}` };
}
