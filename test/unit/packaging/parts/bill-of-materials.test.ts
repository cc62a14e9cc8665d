import { describe, expect, it } from 'vitest';
import { billOfMaterials } from '../../../../packaging/parts/bill-of-materials.ts';
import { modelComponents } from '../../../../packaging/parts/model-components.ts';
import { parseNpmBom, type NpmBom } from '../../../../packaging/parts/npm-bom.ts';
import { packagedComponents } from '../../../../packaging/parts/packaged-components.ts';
import { projectDir } from '../../../harness/browser-page.ts';

const DEVELOPMENT = [{ name: 'cdx:npm:package:development', value: 'true' }];

function component(name: string, properties: readonly object[] = []) {
  return {
    'bom-ref': `${name}@1.0.0`,
    type: 'library',
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    properties,
    externalReferences: [{ type: 'vcs', url: `git@example.org:${name}/${name}.git` }],
    licenses: [{ license: { id: 'MIT' } }],
  };
}

const models = modelComponents(`${projectDir}/models`);

const components = [
  component('zlib-reader'),
  component('react', DEVELOPMENT),
  component('bundler', DEVELOPMENT),
  component('electron', DEVELOPMENT),
];

/** As `npm sbom` prints it, with the number and the moment that differ each time. */
function npmSays(serialNumber: string, timestamp: string, listed = components): NpmBom {
  return parseNpmBom(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      serialNumber,
      metadata: { timestamp, tools: [{ name: 'cli' }], component: { 'bom-ref': 'quadrant@0.1.0', name: 'package' } },
      components: listed,
      dependencies: [
        { ref: 'quadrant@0.1.0', dependsOn: ['zlib-reader@1.0.0', 'react@1.0.0', 'bundler@1.0.0'] },
        { ref: 'bundler@1.0.0', dependsOn: ['react@1.0.0'] },
        { ref: 'react@1.0.0', dependsOn: ['bundler@1.0.0'] },
      ],
    }),
  );
}

function billOf(npm: NpmBom): string {
  const parts = packagedComponents(npm, ['react@1.0.0']);
  return billOfMaterials({ npm, parts, models, sourceDateS: 1_700_000_000 });
}

const bill = JSON.parse(billOf(npmSays('urn:uuid:1', '2026-01-01T00:00:00Z')));

describe('the bill of materials', () => {
  it('names what is loaded, bundled and run on, and no tool', () => {
    const libraries = bill.components.filter(({ purl }: { purl?: string }) => purl !== undefined);
    expect(libraries.map(({ name, properties }: (typeof libraries)[0]) => [name, properties[0].value])).toEqual([
      ['electron', 'the runtime'],
      ['react', 'bundled into app.asar/out'],
      ['zlib-reader', 'app.asar/node_modules'],
    ]);
    expect(JSON.stringify(bill)).not.toContain('bundler');
  });

  it("gives addresses as URLs where npm has git's short form", () => {
    expect(bill.components[0].externalReferences).toEqual([
      { type: 'vcs', url: 'ssh://git@example.org/electron/electron.git' },
    ]);
  });

  it('names every model with the checksum of each of its files', () => {
    const listed = bill.components.filter(({ type }: { type: string }) => type === 'machine-learning-model');
    expect(listed.map(({ name }: { name: string }) => name)).toEqual([
      'cbct-coarse',
      'cbct-fine',
      'cbct-dentition',
      'opg-detector',
      'opg-dentition',
      'opg-segmenter',
      'ios-surface',
    ]);
    for (const { components: files } of listed) {
      for (const { hashes } of files) expect(hashes[0].content).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(bill.dependencies.find(({ ref }: { ref: string }) => ref === 'quadrant@0.1.0').dependsOn).toHaveLength(9);
  });

  it('is the same, to the byte, whenever and in whatever order npm tells', () => {
    const later = npmSays('urn:uuid:2', '2027-02-02T00:00:00Z', [...components].reverse());
    expect(billOf(later)).toBe(billOf(npmSays('urn:uuid:1', '2026-01-01T00:00:00Z')));
  });

  it('is not made where npm does not know what was bundled', () => {
    expect(() => packagedComponents(npmSays('', ''), ['preact@1.0.0'])).toThrow(/preact@1\.0\.0/);
  });
});
