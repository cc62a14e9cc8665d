/** Native code of another system or processor: dead weight at best, and nothing that was looked at. */
import type { Fault } from './fault.ts';
import type { PackagedFile } from './package-files.ts';

/** System and processor, as Node names them. */
export const TARGETS = ['linux-x64', 'win32-x64', 'darwin-arm64'] as const;
export type Target = (typeof TARGETS)[number];

/** Machine numbers: ELF e_machine, PE IMAGE_FILE_HEADER.Machine, Mach-O cputype. */
const ELF_MACHINES: Readonly<Record<number, string>> = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64' };
const PE_MACHINES: Readonly<Record<number, string>> = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };
const MACH_MACHINES: Readonly<Record<number, string>> = { 0x1000007: 'x64', 0x100000c: 'arm64' };

/** What a native file was built for, such as "linux-x64" or "darwin-universal"; null for anything else. */
export function builtFor(bytes: Buffer): string | null {
  if (bytes.length < 64) return null;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return `linux-${machine(ELF_MACHINES, bytes.readUInt16LE(18))}`;
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return `darwin-${machine(MACH_MACHINES, bytes.readUInt32LE(4))}`;
  if (bytes.readUInt32LE(0) === 0xfeedface) return 'darwin-32-bit';
  // 0xCAFEBABE begins Java classes as well, whose next number is their version, 45 and above.
  if (bytes.readUInt32BE(0) === 0xcafebabe && bytes.readUInt32BE(4) < 45) return 'darwin-universal';
  if (bytes.readUInt16BE(0) !== 0x4d5a) return null; // "MZ"
  const header = bytes.readUInt32LE(0x3c);
  const isPe = header + 6 <= bytes.length && bytes.readUInt32BE(header) === 0x50450000;
  return isPe ? `win32-${machine(PE_MACHINES, bytes.readUInt16LE(header + 4))}` : 'dos';
}

export function foreignBinary({ path, bytes }: PackagedFile, target: Target): Fault | null {
  const found = builtFor(bytes);
  if (found === null || found === target) return null;
  return { rule: 'foreign binary', path, detail: `built for ${found}, the package is for ${target}` };
}

function machine(names: Readonly<Record<number, string>>, code: number): string {
  return names[code] ?? `unknown processor ${code}`;
}
