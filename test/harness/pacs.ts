/**
 * npm run test:pacs [-- --json]: Debian's Orthanc, started on loopback: a study is stored, found, fetched and segmented, its
 * results are stored back and found again, over DICOMweb and over DIMSE, also with either side killed in the middle.
 */
import { parseArgs } from 'node:util';
import { QuadrantError } from '#contract/errors';
import { opensslMissing } from './pacs/certificates.ts';
import { ArchiveCheck, WAYS, type Step } from './pacs/check-archive.ts';
import { orthancMissing } from './pacs/orthanc.ts';
import { runHarness } from './run-harness.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const missing = orthancMissing() ?? opensslMissing();
  if (missing !== null)
    throw new QuadrantError(
      'usage',
      `The checks cannot run: ${missing}.`,
      'Install it: apt-get install orthanc-dicomweb.',
    );
  const check = new ArchiveCheck((step) => (values.json ? process.stderr : process.stdout).write(lineOf(step)));
  await check.begin();
  try {
    for (const way of WAYS) await check.run(way);
    await check.runRefusals();
    await check.runTls();
    const leaks = await check.filesWithPassword();
    if (leaks.length > 0) throw new Error(`The password lies in ${leaks.join(', ')}`);
  } finally {
    await check.end();
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ steps: check.steps }, null, 2)}\n`);
  else process.stdout.write('Nothing was lost, and no password lies in any file.\n');
}

function lineOf({ way, name, seconds, facts }: Step): string {
  const counts = Object.entries(facts).map(([what, count]) => `${count} ${what}`);
  return `${way.padEnd(9)} ${name.padEnd(42)} ${seconds.toFixed(2).padStart(7)} s  ${counts.join(', ')}\n`;
}

await runHarness(main);
