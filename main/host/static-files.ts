/** The built renderer, served file by file from the list made at start: a path that was not built cannot be asked for. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { toWebStream } from './web-stream.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export type StaticFiles = (pathname: string) => Response | null;

/** Lists `rendererDir` once; `/` is index.html. Answers null for every path that is not in the list. */
export async function listStaticFiles(rendererDir: string): Promise<StaticFiles> {
  const files = new Map(await filesBelow(rendererDir, '/'));
  return (pathname) => {
    const path = files.get(pathname === '/' ? '/index.html' : pathname);
    if (path === undefined) return null;
    const headers = {
      'content-type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
      // Built names carry a hash, but the host's port and token change at each start: nothing is worth keeping.
      'cache-control': 'no-store',
    };
    return new Response(webStreamOf(path), { headers });
  };
}

/** URL path and file path of every file. Walks by hand: inside Electron's archive, recursive listing is the newest addition. */
async function filesBelow(folder: string, urlPath: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry): Promise<readonly (readonly [string, string])[]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, `${urlPath}${entry.name}/`);
    return entry.isFile() ? [[`${urlPath}${entry.name}`, path]] : [];
  });
  return (await Promise.all(found)).flat();
}

/** A file as a web stream; larger chunks than Node's default, for volumes of hundreds of megabytes. */
function webStreamOf(path: string): ReadableStream<Uint8Array> {
  return toWebStream(createReadStream(path, { highWaterMark: 1 << 20 }));
}
