/**
 * npm run eval:cbct -- --json: segments synthetic scans that no model was trained on and scores the result against
 * their truth. Scans are NAME.nii.gz with NAME_truth.nii.gz beside them, in test/fixtures/eval-cbct or --scans DIR;
 * names such as shift-96050 put a scan into the group "shift", which gets figures of its own.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { precisionChoiceSchema, providerChoiceSchema } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { summarize, type CaseScore } from '#core/evaluate/summary';
import { INSTALLED_MODELS_DIR, version } from '../../main/cli/installation.ts';
import { scoreTables } from '../../main/cli/score-tables.ts';
import { readCaseLabels } from '../../main/io/case-folder.ts';
import { readLabelNifti } from '../../main/io/nifti-labels.ts';
import { onlyTeethOf } from '../../main/services/dataset/labelled-scan.ts';
import { readScan } from '../../main/io/read-scan.ts';
import { scoreLabelMaps } from '../../main/services/evaluate/evaluate.ts';
import { segmentScan, type SegmentScanOptions } from '../../main/services/segment/segment-scan.ts';
import { Timings } from '../../main/services/segment/timings.ts';
import { runHarness } from './run-harness.ts';

const EVAL_SCANS = fileURLToPath(new URL('../fixtures/eval-cbct', import.meta.url));
const TRUTH_ENDING = '_truth.nii.gz';

interface EvaluatedScan extends CaseScore {
  readonly seconds: number;
  readonly provider: string;
}

interface Places {
  readonly scansDir: string;
  readonly workDir: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      scans: { type: 'string', default: EVAL_SCANS },
      models: { type: 'string', default: INSTALLED_MODELS_DIR },
      provider: { type: 'string', default: 'auto' },
      precision: { type: 'string', default: 'auto' },
      tta: { type: 'boolean', default: false },
    },
  });
  const provider = providerChoiceSchema.parse(values.provider);
  const precision = precisionChoiceSchema.parse(values.precision);
  const scansDir = resolve(values.scans);
  const names = await scanNames(scansDir);
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-eval-'));
  const cases: EvaluatedScan[] = [];
  try {
    for (const [index, name] of names.entries()) {
      process.stderr.write(`${index + 1}/${names.length} ${name}\n`);
      cases.push(
        await evaluateScan(name, {
          scansDir,
          workDir,
          modelsDir: resolve(values.models),
          provider,
          precision,
          lookTwice: values.tta,
        }),
      );
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  const evaluation = { track: 'cbct', cases, ...summarize(cases) } as const;
  process.stdout.write(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : scoreTables(evaluation));
}

/** Names of the scans that have a truth. @throws QuadrantError usage when there are none. */
async function scanNames(scansDir: string): Promise<readonly string[]> {
  const files = existsSync(scansDir) ? await readdir(scansDir) : [];
  const names = files.filter((file) => file.endsWith(TRUTH_ENDING)).map((file) => file.slice(0, -TRUTH_ENDING.length));
  if (names.length > 0) return names.toSorted();
  throw new QuadrantError(
    'usage',
    `There are no scans with a truth (NAME.nii.gz and NAME${TRUTH_ENDING}) in ${scansDir}.`,
    'Make them with models/training, or name a folder with --scans.',
  );
}

async function evaluateScan(
  name: string,
  {
    scansDir,
    workDir,
    ...how
  }: Pick<SegmentScanOptions, 'modelsDir' | 'provider' | 'precision' | 'lookTwice'> & Places,
): Promise<EvaluatedScan> {
  const scanPath = join(scansDir, `${name}.nii.gz`);
  const caseDir = join(workDir, name);
  const { caseFile, run } = await segmentScan({
    readScan: ({ report }) => readScan(scanPath, { report }),
    size: null,
    scanPath,
    caseId: randomUUID(),
    caseDir,
    ...how,
    version: version(),
    timings: new Timings(join(workDir, 'data')),
  });
  const truthPath = join(scansDir, `${name}${TRUTH_ENDING}`);
  const predicted = onlyTeethOf(caseFile, await readCaseLabels(caseDir));
  const score = scoreLabelMaps(await readLabelNifti(truthPath), predicted, truthPath);
  await rm(caseDir, { recursive: true });
  return { name, ...score, seconds: run.totalSeconds, provider: caseFile.provider };
}

await runHarness(main);
