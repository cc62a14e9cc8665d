/** quadrant register <surface file> --case <case> --out <file>: an intraoral scan laid onto the teeth of a CBCT. */
import { extname, resolve } from 'node:path';
import { ALIGNED_FORMATS, registerSurface, type RegisteredSurface } from '../services/registration/register-surface.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function registerCommand(args: readonly string[], { stdout }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    case: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const surfacePath = resolve(onePositional(positionals, 'surface file'));
  if (values.case === undefined) throw usageError('Say onto whose teeth it is to be laid: --case <case>.');
  const encode = ALIGNED_FORMATS.get(extname(values.out ?? '').toLowerCase());
  if (values.out === undefined || encode === undefined)
    throw usageError('Say where the moved surface is to be written: --out <file.stl> or --out <file.ply>.');
  const [caseDir, outPath] = [resolve(values.case), resolve(values.out)];
  if (outPath === surfacePath) throw usageError('The scan itself is never written over: give --out another name.');
  const registered = await registerSurface({ surfacePath, caseDir, outPath, encode });
  const json = { out: outPath, matrixOrder: 'row-major, column vectors, file in mm to world LPS mm', ...registered };
  stdout.write(values.json ? `${JSON.stringify(json, null, 2)}\n` : described(outPath, registered));
}

function described(outPath: string, registered: RegisteredSurface): string {
  const { jaw, meanMm, p95Mm, usedShare, agreeingShare, isUnsure, isInsideOut, mmPerUnit, matrix } = registered;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return [
    `Laid onto the crowns of the ${jaw} jaw: ${outPath}`,
    `  error ${meanMm.toFixed(3)} mm on average, 95 % below ${p95Mm.toFixed(3)} mm, over ${percent(usedShare)} of the crown points`,
    `  (of those within the part that was scanned ${percent(agreeingShare)} agree)`,
    ...(isUnsure
      ? ['  Unsure: it fits poorly, or another place or the mirror image fits nearly as well. Look before you use it.']
      : []),
    ...(isInsideOut ? ['  The faces of the scan show their inner sides.'] : []),
    ...(mmPerUnit === 1 ? [] : [`  A unit of the file was taken for ${mmPerUnit} mm, by its size.`]),
    `  Matrix (rows; world LPS mm = matrix · file${mmPerUnit === 1 ? '' : ' in mm'}):`,
    ...[0, 4, 8, 12].map(
      (at) =>
        `    ${matrix
          .slice(at, at + 4)
          .map(column)
          .join(' ')}`,
    ),
    '',
  ].join('\n');
}

function column(value: number): string {
  return value.toFixed(6).padStart(12);
}
