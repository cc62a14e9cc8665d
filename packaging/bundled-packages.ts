/**
 * A plugin for Vite that writes down which npm packages a bundle took code from: their licences and versions have to be
 * told although no folder of theirs is in the package.
 */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const manifestSchema = z.object({ name: z.string(), version: z.string() });

/** @param listFile JSON: sorted "name@version" */
export function bundledPackages(listFile: string): Plugin {
  return {
    name: 'quadrant-bundled-packages',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== null));
      const names = [...folders].map((folder) => {
        const { name, version } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
        return `${name}@${version}`;
      });
      await mkdir(dirname(listFile), { recursive: true });
      await writeFile(listFile, `${JSON.stringify([...new Set(names)].sort(), null, 2)}\n`);
    },
  };
}

/** The folder of the innermost package that a module belongs to; null for our own. Virtual modules begin with a zero. */
function packageFolder(moduleId: string): string | null {
  return /^[^\0].*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(moduleId.replaceAll('\\', '/'))?.[0] ?? null;
}
