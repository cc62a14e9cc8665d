/** The built renderer, served file by file from the list made at start: a path that was not built cannot be asked for. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
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
  const entries = await readdir(rendererDir, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(rendererDir, path).split(sep).join('/')}`, path);
  }
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

/** A file as a web stream; larger chunks than Node's default, for volumes of hundreds of megabytes. */
export function webStreamOf(path: string): ReadableStream<Uint8Array> {
  return toWebStream(createReadStream(path, { highWaterMark: 1 << 20 }));
}
