/** What a data set keeps of a CBCT lies where an independent program puts it. */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, composeAffine } from '#core/geometry';
import { readScan } from '../../main/io/read-scan.ts';
import { buildDataset } from '../../main/services/dataset/build-dataset.ts';
import { sharedData } from '../unit/io/shared-data.ts';
import { useTemporaryFolder } from '../unit/io/temporary-folder.ts';

const folder = useTemporaryFolder();
const TOOLS = ['dcm2niix', 'dcmdjpls'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
const CBCT = sharedData('cbct/real-cbct-1');
const missing = TOOLS.length > 0 ? `skipped: ${TOOLS.join(', ')} not installed` : null;
if (missing !== null) console.warn(missing);

describe.skipIf(CBCT.absent || missing !== null)(
  CBCT.title(`A CBCT of 450 slices${missing === null ? '' : ` (${missing})`}`),
  () => {
    it('has every voxel where dcm2niix puts it', async () => {
      const manifest = await buildDataset({
        inputs: [CBCT.path],
        outDir: join(folder.path, 'set'),
        retain: new Set(),
        keyPath: null,
        includeBurnedIn: false,
        size: 'original',
        labelsDir: null,
        quadrantVersion: '1.2.3',
      });
      const ours = await readScan(join(folder.path, 'set', manifest.scans[0].files[0].path));
      const raw = join(folder.path, 'raw'); // dcm2niix of Debian reads no JPEG-LS
      await mkdir(raw);
      for (const name of await readdir(CBCT.path)) spawnSync('dcmdjpls', [join(CBCT.path, name), join(raw, name)]);
      spawnSync('dcm2niix', ['-z', 'n', '-f', 'theirs', '-o', folder.path, raw]);
      const theirs = await readScan(join(folder.path, 'theirs.nii'));
      const { geometry } = ours.volume;
      expect(theirs.volume.geometry.dims).toEqual(geometry.dims);
      // It turns the rows round: a voxel of ours is one of theirs, whole numbers apart.
      const toTheirs = composeAffine(affineWorldToIjk(theirs.volume.geometry), affineIjkToWorld(geometry));
      const [ni, nj, nk] = geometry.dims;
      for (const corner of [
        [0, 0, 0],
        [ni - 1, 0, 0],
        [0, nj - 1, 0],
        [0, 0, nk - 1],
        [123, 234, 345],
      ] as const) {
        const [i, j, k] = applyAffine(toTheirs, corner);
        [i, j, k].forEach((index) => expect(index).toBeCloseTo(Math.round(index), 3));
      }
      let differing = 0;
      const [a, b] = [ours.volume.data, theirs.volume.data];
      for (let k = 0; k < nk; k += 9) {
        for (let j = 0; j < nj; j += 7) {
          for (let i = 0; i < ni; i += 7) {
            const [x, y, z] = applyAffine(toTheirs, [i, j, k]).map(Math.round);
            if (a[i + ni * (j + nj * k)] !== b[x + ni * (y + nj * z)]) differing++;
          }
        }
      }
      expect(differing).toBe(0);
    }, 300_000);
  },
);
