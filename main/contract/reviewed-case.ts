/** A case as a person left it: what was measured, under the numbers and decisions of its review. */
import { jawOf, PERMANENT_FDI } from '#core/fdi';
import { counts, originOf, statusOf, type ReviewState, type ToothRecord } from '#core/review/review';
import { isGrown, labelOf, type CaseFile, type OpgCase, type SupernumeraryTooth, type OutlinedTooth } from './case.ts';
import type { Warning } from './scan.ts';

/**
 * Puts the numbers, types and states of a review on the teeth of a case; what a person calls a tooth is no longer said to
 * look like an implant. All teeth stay, also rejected ones: see `resultOf`. A supernumerary tooth of a radiograph that got
 * a number joins the numbered ones.
 */
export function reviewedCase<Case extends CaseFile>(measured: Case, { teeth }: ReviewState): Case;
export function reviewedCase(measured: CaseFile, { teeth }: ReviewState): CaseFile {
  const reviewed = <Tooth extends { fdi: number; label?: number | undefined; warnings: Warning[] }>(
    tooth: Tooth,
  ): Tooth => {
    const record = teeth.get(labelOf(tooth));
    return record === undefined ? tooth : decided(tooth, record);
  };
  switch (measured.modality) {
    case 'cbct':
      return withMissing({ ...measured, instances: measured.instances.map(reviewed) });
    case 'ios':
      return withMissing({ ...measured, instances: measured.instances.map(reviewed) });
    case 'opg': {
      const instances = [...measured.instances.map(reviewed), ...numbered(measured, teeth)];
      const supernumerary = measured.supernumerary.filter((tooth) => !gotNumber(tooth, teeth));
      return withMissing({ ...measured, instances, supernumerary });
    }
  }
}

/** The teeth that a result may name: without what a person rejected or called no tooth. */
export function resultOf<Case extends CaseFile>(reviewed: Case): Case;
export function resultOf(reviewed: CaseFile): CaseFile {
  switch (reviewed.modality) {
    case 'cbct':
      return { ...reviewed, instances: reviewed.instances.filter(belongs) };
    case 'opg':
      return { ...reviewed, instances: reviewed.instances.filter(belongs) };
    case 'ios':
      return { ...reviewed, instances: reviewed.instances.filter(belongs) };
  }
}

function belongs({ status, type }: Pick<CaseFile['instances'][number], 'status' | 'type'>): boolean {
  return counts({ decision: status === 'rejected' ? 'rejected' : 'proposed', type: type ?? 'tooth' });
}

type Decided = Required<Pick<OutlinedTooth, 'label' | 'fdi' | 'type' | 'status' | 'origin'>>;

function decided<Tooth extends { warnings: Warning[] }>(tooth: Tooth, record: ToothRecord): Tooth & Decided {
  const { label, fdi, type } = record;
  const warnings = isGrown(record) ? tooth.warnings.filter(({ code }) => code !== 'tooth.replaced') : tooth.warnings;
  return { ...tooth, label, fdi, type, status: statusOf(record), origin: originOf(record), warnings };
}

function gotNumber({ label }: SupernumeraryTooth, teeth: ReviewState['teeth']): boolean {
  const record = teeth.get(label);
  return record !== undefined && (record.type !== 'supernumerary' || statusOf(record) !== 'proposed');
}

function numbered({ supernumerary }: OpgCase, teeth: ReviewState['teeth']): OutlinedTooth[] {
  return supernumerary.flatMap((tooth) => {
    const record = teeth.get(tooth.label);
    if (record === undefined || !gotNumber(tooth, teeth)) return [];
    const { nearFdi: _, ...outline } = tooth;
    return [{ runnerUpFdi: null, ...decided(outline, record) }];
  });
}

function withMissing<Case extends CaseFile>(reviewed: Case): Case {
  const present = new Set<number>();
  for (const tooth of reviewed.instances) {
    if (belongs(tooth) && tooth.type !== 'supernumerary') present.add(tooth.fdi);
  }
  const isShown = (fdi: number): boolean => reviewed.modality !== 'ios' || jawOf(fdi) === reviewed.jaw.is;
  return { ...reviewed, missing: PERMANENT_FDI.filter((fdi) => isShown(fdi) && !present.has(fdi)) };
}
