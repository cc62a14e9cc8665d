/**
 * A long editing session, until somebody kills it: node editor.ts <dataDir> <caseId> <seed> [pause in ms]. It goes through the services
 * as a window does, looks again when another one was first, and tells each action that was acknowledged on stdout as "number hash".
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { api } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { patchFromText, type Entry, type Head } from '#contract/review';
import { applyPatchInto } from '#core/review/label-patch';
import { advance } from '#core/review/review';
import { createServices } from '../../../main/services/index.ts';
import { verifyReview, type VerifiedReview } from '../../../main/services/review/verify-review.ts';
import { randomNumbers } from '../../unit/core/random-numbers.ts';
import { randomAction } from './random-action.ts';

interface Session extends Pick<VerifiedReview, 'review' | 'labels'> {
  readonly head: Head;
}

const [dataDir = '', caseId = '', seed = '', pauseMs = '0'] = process.argv.slice(2);
const services = createServices({
  dataDir,
  resourcesDir: dataDir,
  engineSpawner: () => {
    throw new Error('An editing session needs no engine');
  },
  host: 'browser',
  version: '0.0.0-kill',
});
const random = randomNumbers(Number(seed));
const caseDir = join(dataDir, 'cases', caseId);
const { review, labels, logged, root } = await verifyReview(caseDir);
let session = await caughtUp({ review, labels, head: { seq: logged.length, hash: logged.at(-1)?.hash ?? root } });

// Not process.stdout: what was acknowledged must have left the process.
writeSync(1, 'ready\n');
for (;;) {
  session = await step(session);
  if (pauseMs !== '0') await wait(random() * Number(pauseMs));
}

async function step(before: Session): Promise<Session> {
  const { head } = before;
  const action = randomAction(before.review, before.labels, random);
  try {
    const answer = api['review.append'].result.parse(await services.invoke('review.append', { caseId, head, action }));
    writeSync(1, `${answer.head.seq} ${answer.head.hash}\n`);
    return followed(before, answer.entry, answer.head);
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError) || thrown.code !== 'review.conflict') throw thrown;
    return caughtUp(before); // another window was first
  }
}

async function caughtUp(before: Session): Promise<Session> {
  const { entries, head } = await services.calls['review.entries']({ caseId, after: before.head.seq });
  return entries.reduce((known, entry) => followed(known, entry, head), { ...before, head });
}

/** Changes the labels in place. */
function followed(before: Session, entry: Entry, head: Head): Session {
  const next = advance(before.review, entry);
  if (next.patch !== null) applyPatchInto(before.labels.data, patchFromText(next.patch.patch), next.patch.direction);
  return { review: next.review, labels: before.labels, head };
}
