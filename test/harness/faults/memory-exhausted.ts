/** The engine has no memory: its heap is full, and an array is refused by the system. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';
import { inClinic, failureOf } from './engine-killed.ts';
import { Findings, Skipped, type Fault, type Outcome } from './fault.ts';
import { refusalOf, told, type SmallClinic } from './small-clinic.ts';

const GREEDY_ENGINE = fileURLToPath(new URL('greedy-engine.ts', import.meta.url));
const LARGE = phantomGrid([420, 420, 300], [0.25, 0.25, 0.3], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
/** What the engine may still take: a third of the scan. */
const ROOM_BYTES = 32 << 20;
const PAGE_BYTES = 4096;

export const MEMORY_EXHAUSTED: readonly Fault[] = [
  {
    name: "the engine's heap is full (V8 aborts it)",
    provoke: withSmallHeap,
  },
  { name: 'an array of 106 MB is refused (RLIMIT_AS)', provoke: () => inClinic(refusedArray) },
];

async function withSmallHeap(): Promise<Outcome> {
  process.env['NODE_OPTIONS'] = '--max-old-space-size=150'; // of the engines that are started from here on
  try {
    return await inClinic(fullHeap, { engineEntry: GREEDY_ENGINE });
  } finally {
    delete process.env['NODE_OPTIONS'];
  }
}

async function fullHeap(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const { scanId } = await clinic.openScan();
  const { code, words } = failureOf(await clinic.findTeeth(scanId));
  findings.expect(code === 'engine.crashed', `the job ended as ${code}`);
  findings.expect((await clinic.wholeCases()) === 0, 'something half lies among the cases');
  const again = await refusalOf(clinic.openScan());
  findings.expect(again === null, `the scan was not opened again: ${told(again)}`);
  return { happened: words, kept: 'scan; no half case; opened again', problem: findings.problem };
}

async function refusedArray(clinic: SmallClinic): Promise<Outcome> {
  if (process.platform !== 'linux') throw new Skipped('only Linux limits the memory of a running process');
  const findings = new Findings();
  const large = join(clinic.scanPath, '..', 'large.nii');
  await writeScan(large, makePhantom(LARGE, []).volume);
  await clinic.openScan();
  const pid = clinic.enginePid;
  limitMemory(pid, virtualBytesOf(pid) + ROOM_BYTES);
  const error = await refusalOf(clinic.openScan(large));
  if (error?.code === 'memory.exhausted') limitMemory(pid, 'unlimited'); // other programs were closed
  findings.expect(
    error?.code === 'memory.exhausted' || error?.code === 'engine.crashed',
    'that memory is short was not told',
  );
  const again = await refusalOf(clinic.makeCase());
  findings.expect(again === null, `the small scan was not opened again: ${told(again)}`);
  return { happened: told(error), kept: 'both scans; the small one opened, teeth found', problem: findings.problem };
}

function virtualBytesOf(pid: number): number {
  const [pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(pages) * PAGE_BYTES;
}

/** Its soft limit, which can be lifted again. */
function limitMemory(pid: number, bytes: number | 'unlimited'): void {
  try {
    execFileSync('prlimit', ['--pid', String(pid), `--as=${bytes}:`]);
  } catch (cause) {
    throw new Skipped('prlimit (util-linux) is not here', { cause });
  }
}
