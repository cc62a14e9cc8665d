/** What npm itself says is installed: a CycloneDX document of every package in node_modules. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const propertySchema = z.object({ name: z.string(), value: z.string() });

/** Git's short form `git@host:path` is no URL, which CycloneDX demands; npm passes it on as it is. */
function asAddress(url: string): string {
  return url.replace(/^git@([\w.-]+):(?!\/)/, 'ssh://git@$1/');
}

export const npmComponentSchema = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  author: z.string().optional(),
  properties: z.array(propertySchema),
  externalReferences: z.array(z.looseObject({ url: z.string().transform(asAddress) })).default([]),
  licenses: z
    .array(
      z.union([
        z.object({ license: z.looseObject({ id: z.string().optional(), name: z.string().optional() }) }),
        z.object({ expression: z.string() }),
      ]),
    )
    .optional(),
});
export type NpmComponent = z.infer<typeof npmComponentSchema>;

const npmBomSchema = z.looseObject({
  specVersion: z.string(),
  metadata: z.looseObject({ tools: z.array(z.unknown()), component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(npmComponentSchema),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
export type NpmBom = z.infer<typeof npmBomSchema>;

export function parseNpmBom(text: string): NpmBom {
  return npmBomSchema.parse(JSON.parse(text));
}

/** @param npm npm's own script, as npm tells every script that it runs */
export async function npmBom(projectDir: string, npm = process.env['npm_execpath']): Promise<NpmBom> {
  if (npm === undefined) throw new Error('Packages are made by "npm run package": npm says what is installed');
  const { stdout } = await promisify(execFile)(process.execPath, [npm, 'sbom', '--sbom-format', 'cyclonedx'], {
    cwd: projectDir,
    maxBuffer: 64 << 20,
  });
  return parseNpmBom(stdout);
}
