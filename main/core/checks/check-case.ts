/** Everything that the program finds odd about a case as it stands, worst first; the same numbers give the same findings. */
import { isDeciduous, jawOf } from '../fdi.ts';
import { archSpace, type ArchSpace } from './arch-space.ts';
import {
  CHECK_CODES,
  SEVERITIES,
  type CheckCode,
  type CheckedCase,
  type CheckedTooth,
  type CheckFinding,
} from './checked-tooth.ts';
import { placeIndex } from './numbering-cost.ts';
import { numberingFaults, type NumberingFault } from './numbering-faults.ts';
import { bothDentitions, ownFindings } from './tooth-checks.ts';

export function checkCase(given: CheckedCase): readonly CheckFinding[] {
  // Measured anew, teeth may come in another order: findings, and the keys they are settled under, must not change.
  const checked = { ...given, teeth: given.teeth.toSorted((a, b) => a.label - b.label) };
  const placed = checked.teeth.filter(({ type }) => type !== 'supernumerary' && type !== 'not-a-tooth');
  const space = archSpace({ ...checked, teeth: placed });
  const faults = space === null ? [] : numberingFaults(placed, space);
  const findings = [
    ...faults.map(findingOf),
    ...duplicates(placed, faults),
    ...(space === null ? [] : disorder(placed, space, faults)),
    ...missingContradicted(checked),
    ...bothDentitions(checked, space, placed),
    ...ownFindings(checked.teeth),
  ];
  const rank = ({ severity, code }: CheckFinding): number =>
    SEVERITIES.indexOf(severity) * 100 + CHECK_CODES.indexOf(code);
  return findings.sort((a, b) => rank(a) - rank(b) || a.labels[0] - b.labels[0]);
}

function findingOf({ code, teeth, from, labels }: NumberingFault): CheckFinding {
  const to = teeth.map(({ fdi, type }) => (type === 'supernumerary' ? 0 : fdi));
  const says = teeth.map(({ label }, n) => `${label}:${from[n]}>${to[n]}`).join(',');
  const severity = code === 'misplaced' || code === 'shifted' ? 'doubtful' : 'wrong';
  return {
    key: keyOf(code, says),
    code,
    severity,
    labels,
    facts: { from, to },
    fix: { kind: 'identify', tool: 'fix', teeth },
  };
}

/** Short enough for the log, whatever it says. */
function keyOf(code: CheckCode, says: string): string {
  if (says.length <= MOST_SAID) return `${code} ${says}`;
  let hash = 5381;
  for (let n = 0; n < says.length; n++) hash = (hash * 33 + says.charCodeAt(n)) % 2 ** 32;
  return `${code} ${says.slice(0, MOST_SAID - 10)}~${hash.toString(36)}`;
}

const MOST_SAID = 150;

/** Numbers given twice for which no step was found. */
function duplicates(teeth: readonly CheckedTooth[], faults: readonly NumberingFault[]): CheckFinding[] {
  const explained = new Set(faults.flatMap(({ teeth: changed }) => changed.map(({ label }) => label)));
  const byNumber = new Map<number, CheckedTooth[]>();
  for (const tooth of teeth) byNumber.set(tooth.fdi, [...(byNumber.get(tooth.fdi) ?? []), tooth]);
  return [...byNumber].flatMap(([fdi, bearers]) => {
    // One that moves away leaves the other alone.
    const left = bearers.filter(({ label }) => !explained.has(label));
    if (bearers.length < 2 || left.length < 2) return [];
    const labels = bearers.map(({ label }) => label);
    return [
      {
        key: keyOf('duplicate', `${fdi}:${labels.join(',')}`),
        code: 'duplicate',
        severity: 'wrong',
        labels,
        facts: { from: [fdi] },
        fix: null,
      },
    ];
  });
}

/** Neighbours that clearly stand the other way round than their numbers say, with no step that would put them right. */
function disorder(teeth: readonly CheckedTooth[], space: ArchSpace, faults: readonly NumberingFault[]): CheckFinding[] {
  const explained = new Set(faults.flatMap(({ labels }) => labels));
  const findings: CheckFinding[] = [];
  for (const row of rowsOf(teeth)) {
    const inOrder = row.sort((a, b) => placeIndex(teeth[a].fdi) - placeIndex(teeth[b].fdi));
    for (let m = 1; m < inOrder.length; m++) {
      const [a, b] = [inOrder[m - 1], inOrder[m]];
      const along = space.along[jawOf(teeth[a].fdi)];
      if (teeth[a].fdi === teeth[b].fdi || along[b] - along[a] > -CLEARLY * space.spread) continue;
      if (teeth[a].impacted || teeth[b].impacted) continue;
      const labels = [teeth[a].label, teeth[b].label];
      if (labels.some((label) => explained.has(label))) continue;
      const from = [teeth[a].fdi, teeth[b].fdi];
      findings.push({
        key: keyOf('order', `${labels.join(',')}:${from.join(',')}`),
        code: 'order',
        severity: 'doubtful',
        labels,
        facts: { from },
        fix: null,
      });
    }
  }
  return findings;
}

/** In spreads of places: half a tooth. */
const CLEARLY = 0.8;

/** Places of teeth in the list, by jaw and dentition. */
function rowsOf(teeth: readonly CheckedTooth[]): number[][] {
  const rows = new Map<string, number[]>();
  teeth.forEach(({ fdi }, n) => {
    const key = `${jawOf(fdi)} ${isDeciduous(fdi)}`;
    rows.set(key, [...(rows.get(key) ?? []), n]);
  });
  return [...rows.values()];
}

/** A place marked as missing where there is a tooth; an implant or a pontic stands for a missing one. */
function missingContradicted({ missing, teeth }: CheckedCase): CheckFinding[] {
  return missing.flatMap((fdi) => {
    const there = teeth.filter((tooth) => tooth.fdi === fdi && (tooth.type === 'tooth' || tooth.type === 'remnant'));
    if (there.length === 0) return [];
    const labels = there.map(({ label }) => label);
    return [
      {
        key: keyOf('missing-contradicts', `${fdi}:${labels.join(',')}`),
        code: 'missing-contradicts',
        severity: 'wrong',
        labels,
        facts: { from: [fdi] },
        fix: { kind: 'missing', fdi, reason: null },
      },
    ];
  });
}
