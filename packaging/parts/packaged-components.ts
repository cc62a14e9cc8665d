/** Which npm packages leave with Quadrant: those the main process loads, those bundled into the window, and Electron. */
import type { NpmBom, NpmComponent } from './npm-bom.ts';

/** Where a part is found in the package. */
export type Place = 'app.asar/node_modules' | 'bundled into app.asar/out' | 'the runtime';

export interface Part {
  readonly component: NpmComponent;
  readonly place: Place;
  /** As SPDX writes it. */
  readonly licence: string;
}

const RUNTIME = 'electron';
const DEVELOPMENT = 'cdx:npm:package:development';

/**
 * `npm sbom --omit dev` would lose what production and tools share, and knows nothing of bundles: so all is asked for
 * and chosen here. @param bundled "name@version" of what the bundler took code from
 */
export function packagedComponents(bom: NpmBom, bundled: readonly string[]): readonly Part[] {
  const wanted = new Set(bundled);
  const known = new Set(bom.components.map((component) => component['bom-ref']));
  const unknown = bundled.filter((ref) => !known.has(ref));
  if (unknown.length > 0) throw new Error(`npm does not know what was bundled: ${unknown.join(', ')}`);
  const parts: Part[] = [];
  for (const component of bom.components) {
    const place = placeOf(component, wanted);
    if (place !== null) parts.push({ component, place, licence: licenceOf(component) });
  }
  return parts.sort((a, b) => (a.component['bom-ref'] < b.component['bom-ref'] ? -1 : 1));
}

function placeOf({ 'bom-ref': ref, name, properties }: NpmComponent, bundled: ReadonlySet<string>): Place | null {
  if (name === RUNTIME) return 'the runtime';
  if (!properties.some((property) => property.name === DEVELOPMENT)) return 'app.asar/node_modules';
  return bundled.has(ref) ? 'bundled into app.asar/out' : null;
}

function licenceOf({ 'bom-ref': ref, licenses = [] }: NpmComponent): string {
  const names = licenses.map((entry) =>
    'expression' in entry ? entry.expression : (entry.license.id ?? entry.license.name ?? ''),
  );
  if (names.length === 0 || names.includes('')) throw new Error(`${ref} names no licence`);
  return names.join(' AND ');
}
