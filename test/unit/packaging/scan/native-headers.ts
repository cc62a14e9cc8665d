/** The beginnings of native files, as far as a loader needs them to tell system and processor. */

export function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\u007fELF', 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

export function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(160);
  bytes.write('MZ');
  bytes.writeUInt32LE(128, 0x3c);
  bytes.write('PE\0\0', 128);
  bytes.writeUInt16LE(machine, 132);
  return bytes;
}

export function machO(cpuType: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpuType, 4);
  return bytes;
}
