/**
 * node --import power-cut-preload.ts: once `power.cutAt` is set, the process is killed (SIGKILL) right before its n-th call
 * that changes the disk. As after a power cut, what was written and not flushed is lost: such files are cut to half.
 */
import { existsSync, promises, statSync, truncateSync, writeSync, type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const realTruncate = truncateSync;
/** Written and not flushed. */
const unflushed = new Set<string>();

export const power = {
  /** 0: nothing is counted. */
  cutAt: 0,
  calls: 0,
};

function step(): void {
  if (power.cutAt === 0 || ++power.calls < power.cutAt) return;
  for (const path of unflushed) if (existsSync(path)) realTruncate(path, statSync(path).size >> 1);
  writeSync(1, `cut ${power.calls}\n`);
  process.kill(process.pid, 'SIGKILL');
}

const { open, rename, copyFile, writeFile } = promises;

promises.open = async (path, flags, mode) => {
  const changes = typeof flags === 'string' && flags !== 'r';
  if (changes) step();
  const handle = await open(path, flags, mode);
  const name = String(path);
  const sync = handle.sync.bind(handle);
  const write = handle.write.bind(handle);
  const writeWhole = handle.writeFile.bind(handle);
  handle.sync = async () => {
    step();
    await sync();
    unflushed.delete(name);
  };
  handle.writeFile = async (...content: Parameters<typeof writeWhole>) => {
    step();
    unflushed.add(name);
    await writeWhole(...content);
  };
  Object.assign(handle, {
    write: (...content: unknown[]) => {
      step();
      unflushed.add(name);
      return Reflect.apply(write, handle, content);
    },
  });
  return handle;
};

promises.writeFile = async (path, ...rest) => {
  step();
  if (typeof path === 'string') unflushed.add(path);
  await writeFile(path, ...rest);
};

promises.copyFile = async (from: PathLike, to: PathLike, mode) => {
  step();
  unflushed.add(String(to));
  await copyFile(from, to, mode);
};

promises.rename = async (from, to) => {
  step();
  await rename(from, to);
  const before = [...unflushed];
  for (const path of before) {
    if (path !== String(from) && !path.startsWith(`${String(from)}/`)) continue;
    unflushed.delete(path);
    unflushed.add(String(to) + path.slice(String(from).length));
  }
};

for (const name of ['link', 'mkdir', 'rm', 'rmdir', 'unlink', 'truncate'] as const) {
  const real: (...args: never[]) => unknown = promises[name];
  Object.assign(promises, {
    [name]: (...args: never[]) => {
      step();
      return Reflect.apply(real, promises, args);
    },
  });
}
syncBuiltinESMExports();
