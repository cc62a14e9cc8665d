/** Where each installed npm package lies. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/** "name@version" → its folder; of several copies the first. */
export function installedPackages(projectDir: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of packagesIn(join(projectDir, 'node_modules'))) {
    const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    if (!manifest.success) continue; // a folder of modules inside a package has a nameless one
    const ref = `${manifest.data.name}@${manifest.data.version}`;
    if (!found.has(ref)) found.set(ref, folder);
  }
  return found;
}

function* packagesIn(modulesDir: string): Generator<string> {
  for (const name of names(modulesDir)) {
    const folder = join(modulesDir, name);
    if (name.startsWith('@')) {
      yield* packagesIn(folder);
      continue;
    }
    const inside = names(folder);
    if (inside.includes('package.json')) yield folder;
    if (inside.includes('node_modules')) yield* packagesIn(join(folder, 'node_modules'));
  }
}

function names(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('.'))
    .sort();
}
