/** The software bill of materials (CycloneDX 1.5): npm's own entries of what is packaged, the models, and nothing of now. */
import { createHash } from 'node:crypto';
import type { ModelComponent } from './model-components.ts';
import type { NpmBom } from './npm-bom.ts';
import type { Part } from './packaged-components.ts';

export interface BomOptions {
  readonly npm: NpmBom;
  readonly parts: readonly Part[];
  readonly models: readonly ModelComponent[];
  /** SOURCE_DATE_EPOCH: seconds since 1970 that stand for the time of the build. */
  readonly sourceDateS: number;
}

/** As JSON. The same inputs give the same bytes: its serial number is made of its content. */
export function billOfMaterials({ npm, parts, models, sourceDateS }: BomOptions): string {
  const { 'bom-ref': root, ...application } = npm.metadata.component;
  const refs = new Set([root, ...parts.map(({ component }) => component['bom-ref'])]);
  const edges = npm.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((needed) => refs.has(needed)).sort() }))
    .map((edge) =>
      edge.ref === root
        ? { ...edge, dependsOn: [...edge.dependsOn, ...models.map((model) => model['bom-ref'])] }
        : edge,
    );
  const content = {
    version: 1,
    metadata: {
      timestamp: new Date(sourceDateS * 1000).toISOString(),
      lifecycles: [{ phase: 'build' }],
      tools: npm.metadata.tools,
      component: { ...application, 'bom-ref': root, type: 'application', name: 'quadrant' },
    },
    components: [
      ...parts.map(({ component, place }) => ({
        ...component,
        type: place === 'the runtime' ? 'framework' : 'library',
        scope: 'required',
        properties: [{ name: 'quadrant:place', value: place }],
      })),
      ...models,
    ],
    dependencies: edges.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: npm.specVersion,
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    ...content,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A UUID of version 8 (RFC 9562: the makers' own), from a hash. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
