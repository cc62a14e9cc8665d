/** quadrant segment --list <file> --out <folder>: many scans, one after the other, with nets that stay open. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Claims } from '../io/claims.ts';
import { readScan } from '../io/read-scan.ts';
import { replaceFile } from '../io/replace-file.ts';
import { KeptCbctNets } from '../services/nets/cbct-nets.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { RadiographNets } from '../services/nets/radiograph-nets.ts';
import { listedScans, parseScanList, parseShard, scansOfShard } from '../services/segment/scan-list.ts';
import { segmentBatch, type ScanOutcome } from '../services/segment/segment-batch.ts';
import { segmentScan } from '../services/segment/segment-scan.ts';
import { Timings } from '../services/segment/timings.ts';
import { cancellable } from './cancellable.ts';
import { version } from './installation.ts';
import { remoteServer } from './remote-server.ts';
import type { SegmentSettings } from './segment.ts';
import { progressPrinter, type Terminal } from './terminal.ts';
import { usageError } from './usage.ts';

export interface BatchArguments {
  readonly list: string;
  readonly shard: string | undefined;
  readonly out: string;
  readonly settings: SegmentSettings;
}

/** Answers with 1 when a scan failed. @throws QuadrantError usage, job.cancelled, disk.*, remote.* */
export async function segmentList(
  { list, shard: shardText, out, settings }: BatchArguments,
  terminal: Terminal,
): Promise<number> {
  const startedMs = performance.now();
  const all = await scansInFile(resolve(list));
  const shard = shardText === undefined ? { index: 1, count: 1 } : parseShard(shardText);
  const mine = scansOfShard(all, shard);
  const { series, remote, json, ...how } = settings;
  const timings = new Timings(userDataDir());
  const printer = progressPrinter(terminal);
  const outcomes = await cancellable(null, async (signal) => {
    const server = await remoteServer(remote, signal, terminal);
    const cbctNets = new KeptCbctNets({ ...how, server });
    const radiographNets = new RadiographNets(how.modelsDir, server);
    const releaseNets = async (): Promise<void> => {
      await Promise.all([cbctNets.release(), radiographNets.release()]);
    };
    try {
      return await segmentBatch({
        scans: mine,
        outDir: out,
        claims: (folder) => new Claims(folder),
        segment: ({ path }, caseDir) =>
          segmentScan({
            ...how,
            server,
            cbctNets,
            radiographNets,
            readScan: ({ report }) => readScan(path, { report, signal, seriesUid: series }),
            size: null,
            scanPath: path,
            caseId: randomUUID(),
            caseDir,
            version: version(),
            timings,
            // In a log the outcomes are enough.
            ...(terminal.stderr.isTTY === true ? { onProgress: printer.show } : {}),
            signal,
          }),
        onOutcome: async (outcome) => {
          printer.end();
          (json ? terminal.stderr : terminal.stdout).write(outcomeLine(outcome));
          // A net that stopped may be in no state to go on; a scan that cannot be read never reached one.
          if (outcome.error !== null && !/^(scan|case)\./.test(outcome.error.code)) await releaseNets();
        },
        signal,
      });
    } finally {
      await releaseNets();
      server?.close();
    }
  });
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
  const count = (outcome: ScanOutcome['outcome']): number => outcomes.filter((scan) => scan.outcome === outcome).length;
  const [done, kept, failed, notTried] = [count('done'), count('kept'), count('failed'), count('not-tried')];
  const report = { quadrantVersion: version(), shard, seconds, done, kept, failed, notTried, scans: outcomes };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const file = shard.count === 1 ? 'summary.json' : `summary-${shard.index}-of-${shard.count}.json`;
  await replaceFile(join(out, file), text, 'The summary');
  const untried = notTried === 0 ? '' : `, ${notTried} not tried`;
  const inWords = `${done} done, ${kept} finished before, ${failed} failed${untried}, in ${seconds} s\n`;
  terminal.stdout.write(json ? text : inWords);
  return failed + notTried > 0 ? 1 : 0;
}

async function scansInFile(file: string): Promise<ReturnType<typeof listedScans>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw usageError(`The list ${file} cannot be read.`);
  });
  return listedScans(parseScanList(text), dirname(file));
}

function outcomeLine({ scan, outcome, teeth, seconds, error }: ScanOutcome): string {
  const result = error === null ? `${teeth} teeth, ${seconds} s` : `${error.code}: ${error.message}`;
  return `${outcome.padEnd(6)}  ${scan}: ${result}\n`;
}
