/** The graphics card by its driver, and what the window sees of card and screen. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Display, DoctorFinding } from '#contract/diagnosis';
import { machineSurroundings, type ProviderSurroundings } from '../../inference/providers.ts';
import { codeOf } from '../../io/flushed-file.ts';
import { finding } from './finding.ts';

const LIMIT_MS = 10_000;
const QUERY = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];

/** Lines of nvidia-smi; null where the program is not there. @throws Error when the driver does not answer */
async function askNvidia(): Promise<string | null> {
  try {
    return (await promisify(execFile)('nvidia-smi', QUERY, { timeout: LIMIT_MS })).stdout;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export async function examineGpu(
  ask: () => Promise<string | null> = askNvidia,
  { platform, hasCudaLibrary }: ProviderSurroundings = machineSurroundings(),
): Promise<readonly DoctorFinding[]> {
  let answer: string | null;
  try {
    answer = await ask();
  } catch {
    return [finding('gpu.driver-silent')];
  }
  if (answer === null) return [finding('gpu.none')];
  const found: DoctorFinding[] = [];
  for (const line of answer.split('\n').filter((each) => each.trim() !== '')) {
    const [name, driver = '–', memory = '–'] = line.split(',').map((part) => part.trim());
    found.push(finding('gpu.is', { name, driver, memory }));
    if (platform === 'linux' && !hasCudaLibrary) found.push(finding('gpu.no-cuda', { name }));
  }
  return found;
}

/** Four slices, the teeth and their tools side by side need as much. */
const LEAST_WIDTH = 1280;
const LEAST_HEIGHT = 720;
const LEAST_COLOUR_BITS = 24;

/** @param display null on the command line */
export function examineDisplay(display: Display | null): readonly DoctorFinding[] {
  if (display === null) return [finding('display.unseen')];
  const { widthPx, heightPx, scale, colourBits, graphics, softwareGraphics, adapter } = display;
  const small = widthPx < LEAST_WIDTH || heightPx < LEAST_HEIGHT;
  const found = [
    finding(small ? 'display.small' : 'display.is', { widthPx, heightPx, scale, colourBits }),
    ...(colourBits < LEAST_COLOUR_BITS ? [finding('display.few-colours', { colourBits })] : []),
  ];
  if (graphics === null) found.push(finding('graphics.none'));
  else found.push(finding(softwareGraphics ? 'graphics.software' : 'graphics.is', { graphics }));
  if (adapter !== null) found.push(finding('graphics.adapter', { adapter }));
  return found;
}
