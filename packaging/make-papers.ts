/** What a package tells about itself: the licences of all its parts and its bill of materials. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { billOfMaterials } from './parts/bill-of-materials.ts';
import { thirdPartyLicences } from './parts/licence-texts.ts';
import { modelComponents } from './parts/model-components.ts';
import { npmBom } from './parts/npm-bom.ts';
import { packagedComponents } from './parts/packaged-components.ts';

/** Where electron-vite leaves what it bundled, one list for each of its builds. */
const BUNDLED_LISTS = ['main', 'preload', 'renderer'];

/** Writes THIRD-PARTY-LICENCES.txt and sbom.cdx.json to out/papers, from where they are packaged. */
export async function makePapers(projectDir: string, sourceDateS: number): Promise<{ readonly parts: number }> {
  const npm = await npmBom(projectDir);
  const bundled = await Promise.all(BUNDLED_LISTS.map((name) => namesIn(join(projectDir, `out/bundled/${name}.json`))));
  const parts = packagedComponents(npm, bundled.flat());
  const models = modelComponents(join(projectDir, 'models'));
  const folder = join(projectDir, 'out/papers');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), thirdPartyLicences(parts, projectDir));
  await writeFile(join(folder, 'sbom.cdx.json'), billOfMaterials({ npm, parts, models, sourceDateS }));
  return { parts: parts.length };
}

async function namesIn(listFile: string): Promise<readonly string[]> {
  return z.array(z.string()).parse(JSON.parse(await readFile(listFile, 'utf8')));
}
