/** Wavefront OBJ: text, an object and a material for each tooth; colours lie in the .mtl file beside it. */
import type { NamedFile } from '../write-together.ts';
import { ABOUT_MESHES, type MeshPart } from './mesh-part.ts';

/** Steps of 10 nm: what float32 holds at 100 mm. */
const DECIMALS = 5;

export function encodeObj(parts: readonly MeshPart[], stem: string): readonly NamedFile[] {
  const encoder = new TextEncoder();
  return [
    { name: `${stem}.obj`, bytes: encoder.encode(objText(parts, `${stem}.mtl`)) },
    { name: `${stem}.mtl`, bytes: encoder.encode(mtlText(parts)) },
  ];
}

function objText(parts: readonly MeshPart[], materials: string): string {
  const texts = [`# ${ABOUT_MESHES}\nmtllib ${materials}\n`];
  let first = 1;
  for (const { title, key, positionsMm, triangles } of parts) {
    texts.push(`o ${nameOf(key)}\n# ${title}\nusemtl ${nameOf(key)}\n`);
    const lines: string[] = [];
    for (let n = 0; n < positionsMm.length; n += 3) {
      const [x, y, z] = [positionsMm[n], positionsMm[n + 1], positionsMm[n + 2]];
      lines.push(`v ${x.toFixed(DECIMALS)} ${y.toFixed(DECIMALS)} ${z.toFixed(DECIMALS)}\n`);
    }
    for (let t = 0; t < triangles.length; t += 3) {
      lines.push(`f ${first + triangles[t]} ${first + triangles[t + 1]} ${first + triangles[t + 2]}\n`);
    }
    texts.push(lines.join(''));
    first += positionsMm.length / 3;
  }
  return texts.join('');
}

function mtlText(parts: readonly MeshPart[]): string {
  const materials = parts.map(({ key, colour }) => {
    const diffuse = colour.map((value) => (value / 255).toFixed(4)).join(' ');
    return `newmtl ${nameOf(key)}\nKd ${diffuse}\nKa 0 0 0\nKs 0 0 0\nd 1\nillum 1\n`;
  });
  return [`# ${ABOUT_MESHES}\n`, ...materials].join('\n');
}

/** Names end at a blank in many readers. */
function nameOf(key: string): string {
  return `Tooth_${key}`;
}
