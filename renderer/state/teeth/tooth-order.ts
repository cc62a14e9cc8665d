/** The order in which teeth are listed and walked through. */
import { labelOf, type CaseFile } from '#contract/case';
import { CHART_ROWS, predecessorOf } from '#core/fdi';

/** Chart order of the deciduous teeth: 55…51 61…65 on top, 85…81 71…75 below; patient's right on the left. */
export const DECIDUOUS_ROWS: readonly (readonly number[])[] = CHART_ROWS.map((row) =>
  row.map(predecessorOf).filter((fdi) => fdi !== null),
);

const PLACE = new Map([...CHART_ROWS.flat(), ...DECIDUOUS_ROWS.flat()].map((fdi, index) => [fdi, index]));

/** Teeth as the chart shows them: permanent, then deciduous, each from the patient's upper right to the lower left. */
export function inChartOrder<T extends { readonly fdi: number }>(teeth: readonly T[]): readonly T[] {
  const place = ({ fdi }: T): number => PLACE.get(fdi) ?? PLACE.size + fdi;
  return teeth.toSorted((a, b) => place(a) - place(b));
}

/** Labels of the teeth of a case in chart order, those of its supernumerary teeth last. */
export function teethInOrder(caseFile: CaseFile): readonly number[] {
  switch (caseFile.modality) {
    case 'cbct':
      return inChartOrder(caseFile.instances).map(labelOf);
    case 'ios':
      return inChartOrder(caseFile.instances).map(labelOf);
    case 'opg':
      return [...inChartOrder(caseFile.instances).map(labelOf), ...caseFile.supernumerary.map(({ label }) => label)];
  }
}
