import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftSessions, sessionFolder } from '../../../main/services/session-folder.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';

const parent = useTemporaryFolder();

test('what a killed program left is removed, what a running one uses is not, nor what is no session of this machine', async () => {
  const living = basename(await sessionFolder(parent.path).path());
  const { pid: deadPid } = spawnSync(process.execPath, ['--version']);
  const dead = living.replace(`-${process.pid}-`, `-${deadPid}-`);
  const elsewhere = dead.replace('quadrant-session-', 'quadrant-session-elsewhere');
  for (const name of [dead, elsewhere, 'quadrant-data']) await mkdir(join(parent.path, name));
  await writeFile(join(parent.path, dead, 'scan.voxels'), 'greys');
  await removeLeftSessions(parent.path);
  expect((await readdir(parent.path)).toSorted()).toEqual([living, elsewhere, 'quadrant-data'].toSorted());
});
