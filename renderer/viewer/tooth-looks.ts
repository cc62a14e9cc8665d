/** What a label looks like: its tooth's present number, colour and sign. A label stays, the number may change. */
import { FIRST_SUPERNUMERARY, labelOf, type CaseFile } from '#contract/case';
import { isFdi, toothColour } from '#core/fdi';
import { toothSign, type Notation } from '#core/notation';
import type { ToothStatus, ToothType } from '#core/review/action';
import { counts, statusOf, type ToothRecord } from '#core/review/review';
import type { ShownLook } from './slices/slice-overlay.ts';

/** sRGB 0–255. */
type Colour = readonly [number, number, number];

export interface ToothLook {
  readonly label: number;
  /** Of a supernumerary tooth the number of the place nearest to it. */
  readonly fdi: number;
  readonly type: ToothType;
  readonly status: ToothStatus;
  readonly colour: Colour;
  /** Rejected teeth and what is no tooth stay visible, in grey. */
  readonly counts: boolean;
}

/** No tooth of the registry has this colour: light and almost without one. */
const SUPERNUMERARY: Colour = [226, 214, 255];
const LEFT_OUT: Colour = [128, 134, 142];

const looksOf = new WeakMap<CaseFile, ReadonlyMap<number, ToothLook>>();

/** The looks of all teeth of a case, by label. */
export function toothLooks(caseFile: CaseFile): ReadonlyMap<number, ToothLook> {
  const known = looksOf.get(caseFile);
  if (known !== undefined) return known;
  const looks = new Map<number, ToothLook>();
  for (const tooth of caseFile.instances) {
    const { fdi, type = 'tooth', status = 'proposed' } = tooth;
    looks.set(labelOf(tooth), lookFrom({ label: labelOf(tooth), fdi, type, status }));
  }
  for (const { label, nearFdi } of caseFile.modality === 'opg' ? caseFile.supernumerary : []) {
    looks.set(label, lookFrom({ label, fdi: nearFdi, type: 'supernumerary', status: 'proposed' }));
  }
  looksOf.set(caseFile, looks);
  return looks;
}

/**
 * The look of a label; of one that the case does not know as its review has it, which knows a tooth before it is
 * measured, and else as if it were a number.
 */
export function lookOf(
  caseFile: CaseFile | null,
  label: number,
  recordOf: (label: number) => ToothRecord | undefined = () => undefined,
): ToothLook {
  const known = caseFile === null ? undefined : toothLooks(caseFile).get(label);
  if (known !== undefined) return known;
  const record = recordOf(label);
  if (record !== undefined) return lookFrom({ label, fdi: record.fdi, type: record.type, status: statusOf(record) });
  return lookFrom({ label, fdi: isFdi(label) ? label : 11, type: 'tooth', status: 'proposed' });
}

function lookFrom(tooth: Pick<ToothLook, 'label' | 'fdi' | 'type' | 'status'>): ToothLook {
  const { fdi, type, status } = tooth;
  const included = counts({ decision: status === 'rejected' ? 'rejected' : 'proposed', type });
  const colour = !included ? LEFT_OUT : type === 'supernumerary' ? SUPERNUMERARY : toothColour(fdi);
  return { ...tooth, counts: included, colour };
}

/** Letters beside the number, as charts have them: implant, pontic (bridge), root remnant. */
const TYPE_LETTER: { readonly [Type in ToothType]: string } = {
  tooth: '',
  supernumerary: '',
  implant: 'i',
  pontic: 'b',
  remnant: 'r',
  'not-a-tooth': '×',
};

/** "36"; "S1" for the first supernumerary tooth of a radiograph, "S36" for one that a person called so; "36i". */
export function lookSign({ label, fdi, type }: ToothLook, notation: Notation): string {
  if (type === 'supernumerary') {
    return label >= FIRST_SUPERNUMERARY ? supernumerarySign(label) : `S${toothSign(fdi, notation)}`;
  }
  return toothSign(fdi, notation) + TYPE_LETTER[type];
}

/** "S1" for the first supernumerary tooth of a label map. */
export function supernumerarySign(label: number): string {
  return `S${label - FIRST_SUPERNUMERARY + 1}`;
}

/** Looks of the case that is open. */
export interface ToothLooks {
  readonly of: (label: number) => ToothLook;
  readonly shown: (label: number) => ShownLook;
}

/** As panes draw a label. */
export function shownLook(look: ToothLook, notation: Notation): ShownLook {
  return { colour: cssColour(look.colour), sign: lookSign(look, notation) };
}

export function cssColour([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
