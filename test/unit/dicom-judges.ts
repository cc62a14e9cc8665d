/** Programs of others that judge what we write: Debian's dicom3tools and dcmtk. Tests that need them say so in their names. */
import { execFileSync, spawnSync } from 'node:child_process';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

export const HAS_DCIODVFY = isThere('dciodvfy');
export const HAS_DCMTK = ['dcmconv', 'dcmdrle', 'dsrdump', 'dcm2pdf'].every(isThere);

/** What dciodvfy has against an object, warnings left out. */
export function dciodvfyErrors(path: string): readonly string[] {
  const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  return `${stdout}\n${stderr}`.split('\n').filter((line) => /error/i.test(line));
}

/** Read by dcmtk, which unpacks what is compressed, and written again. @returns where */
export function throughDcmtk(path: string): string {
  const copy = `${path}.dcmtk`;
  execFileSync('dcmdrle', [path, copy]); // other files it copies
  execFileSync('dcmconv', ['+te', copy, copy]);
  return copy;
}

/** The PDF file in an object, as dcmtk takes it out. @returns where */
export function pdfInside(path: string): string {
  execFileSync('dcm2pdf', [path, `${path}.pdf`]);
  return `${path}.pdf`;
}

/** A structured report as dcmtk prints it. */
export function dsrdump(path: string): string {
  return execFileSync('dsrdump', ['+Pc', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
