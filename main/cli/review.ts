/** quadrant review <case>: who changed what and when, and whether the record of it is whole. */
import { resolve } from 'node:path';
import type { Action } from '#contract/review';
import { statusOf } from '#core/review/review';
import { TOOTH_STATUSES } from '#core/review/action';
import { verifyReview, type VerifiedReview } from '../services/review/verify-review.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand } from './usage.ts';

/** 1 where the record is damaged. */
export async function reviewCommand(args: readonly string[], { stdout }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, { json: { type: 'boolean', default: false } });
  const verified = await verifyReview(resolve(onePositional(positionals, 'case')));
  stdout.write(values.json ? `${JSON.stringify(documentOf(verified), null, 2)}\n` : describe(verified));
  return verified.damage === null ? 0 : 1;
}

function documentOf(verified: VerifiedReview) {
  const { caseFile, root, logged, review, damage, setAside } = verified;
  return {
    caseId: caseFile.id,
    whole: damage === null,
    damage,
    setAside,
    root,
    signed: review.signed,
    teeth: countsOf(verified),
    entries: logged.map(({ entry, hash }) => ({ ...entry, hash })),
  };
}

function countsOf({ review }: VerifiedReview): Record<string, number> {
  const teeth = [...review.now.teeth.values()];
  return Object.fromEntries(
    TOOTH_STATUSES.map((status) => [status, teeth.filter((tooth) => statusOf(tooth) === status).length]),
  );
}

function describe(verified: VerifiedReview): string {
  const { logged, review, damage, setAside } = verified;
  const counts = Object.entries(countsOf(verified)).map(([status, count]) => `${count} ${status}`);
  const entries = logged.map(({ entry }) => {
    const { seq, at, by, action } = entry;
    return `${String(seq).padStart(5)}  ${at.slice(0, 19).replace('T', ' ')}  ${by.padEnd(16)}  ${wordsOf(action)}`;
  });
  const { signed } = review;
  return [
    ...(entries.length === 0 ? ['Nobody has changed this case.'] : entries),
    `Teeth: ${counts.join(', ')}.`,
    ...(signed === null ? [] : [`Signed off by ${signed.by} on ${signed.at.slice(0, 10)}.`]),
    ...setAside.map(
      ({ folder, firstSeq, count }) =>
        `${count} damaged entries from ${firstSeq} on were set aside earlier: review/${folder}`,
    ),
    damage === null
      ? `The record is whole: ${logged.length} entries, each follows the one before, and the result is as the nets left it.`
      : `The record is damaged at entry ${damage.seq} (${WHY[damage.reason] ?? damage.reason}): ${logged.length} entries before it hold.`,
    '',
  ].join('\n');
}

const WHY: Readonly<Record<string, string>> = {
  unreadable: 'it cannot be read',
  missing: 'it is missing',
  broken: 'it, or what stands before it, was changed',
  senseless: 'it makes no sense there',
  labels: 'it changes other voxels than there are',
};

function wordsOf(action: Action): string {
  switch (action.kind) {
    case 'identify':
      return `${action.tool}: ${action.teeth.map(({ label, fdi, type }) => `${label} is ${type} ${fdi}`).join(', ')}`;
    case 'missing':
      return action.reason === null ? `${action.fdi} is not missing` : `${action.fdi} is missing: ${action.reason}`;
    case 'decide':
      return `${action.decision}: ${action.labels.join(', ')}`;
    case 'settle':
      return `${action.settled ? 'lets stand' : 'takes up again'}: ${action.findings.join(', ')}`;
    case 'reshape':
      return `${action.tool}: ${[...action.touched, ...action.made.map(({ label }) => label)].join(', ')}`;
    case 'draw': {
      const { measurements, canals, archMm } = action.drawn;
      return `draws: ${measurements.length} measurements, ${canals.length} canals${archMm === null ? '' : ', arch'}`;
    }
    case 'undo':
    case 'redo':
      return `${action.kind} of ${action.of}`;
    case 'sign':
      return 'signs off';
    case 'reopen':
      return 'reopens';
  }
}
