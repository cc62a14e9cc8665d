/** The scan's folder is gone while its case is open: a network drive that vanished, a disc that was taken out. */
import { rename } from 'node:fs/promises';
import { exportOptionsSchema } from '#contract/exports';
import { inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { refusalOf, told, type SmallClinic } from './small-clinic.ts';

export const VANISHED_SCAN: readonly Fault[] = [
  { name: "the scan's folder is gone while its case is open", provoke: () => inClinic(vanished) },
];

async function vanished(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const caseId = await clinic.makeCase();
  const away = `${clinic.scanPath}.away`;
  await rename(clinic.scanPath, away);
  const options = exportOptionsSchema.parse({});
  const edited = await refusalOf(clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] }));
  const measured = await refusalOf(calls['review.case']({ caseId, seq: 1 }));
  const surfaces = await refusalOf(calls['exports.make']({ caseId, format: 'stl', options }));
  for (const error of [edited, measured, surfaces]) findings.expect(error === null, told(error));
  const reopened = await refusalOf(calls['scans.open']({ source: { kind: 'case', caseId }, beside: false }));
  findings.expect(reopened?.code === 'scan.not-found', `opening it again: ${told(reopened)}`);
  await rename(away, clinic.scanPath);
  const back = await refusalOf(calls['scans.open']({ source: { kind: 'case', caseId }, beside: false }));
  findings.expect(back === null, `when it is back: ${told(back)}`);
  return {
    happened: `opened again: ${told(reopened)}`,
    kept: 'editing, measuring and exports go on; opens again once it is back',
    problem: findings.problem,
  };
}
