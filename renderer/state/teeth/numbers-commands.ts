/** Corrections of numbers as one action of the review each, from wherever they are asked for. */
import { labelOf, type CaseFile } from '#contract/case';
import type { Jaw } from '#core/fdi';
import type { Identity, IdentifyTool, MissingReason, ToothType } from '#core/review/action';
import {
  inOtherJaw,
  mirroredRow,
  mirroredTooth,
  otherDentition,
  pushed,
  rowShifted,
  swapped,
  teethAt,
  withNumber,
  withType,
  type Correction,
  type ReviewedTooth,
  type ShiftWay,
} from '#core/review/renumber';
import type { MenuSubject, NumbersStore, Told } from './numbers-store.ts';
import type { Review } from '../review/review-store.ts';
import type { SessionStore } from '../session-store.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface NumbersOptions {
  readonly store: NumbersStore;
  readonly review: Pick<Review, 'store' | 'perform' | 'undo'>;
  readonly session: SessionStore;
  readonly view: ViewStore;
}

export type Numbers = ReturnType<typeof createNumbers>;

export function createNumbers({ store, review, session, view }: NumbersOptions) {
  /** The teeth that are shown, as the review has them now. */
  function teeth(): readonly ReviewedTooth[] {
    const { caseFile } = session.getState();
    const records = review.store.getState().review?.now.teeth;
    if (caseFile === null || records === undefined) return [];
    return labelsOf(caseFile).flatMap((label) => records.get(label) ?? []);
  }

  function tell(told: Told | null): void {
    store.setState({ told, wanted: null });
  }

  /** A case that is signed off takes no corrections; the person is told. */
  function isSigned(): boolean {
    const signed = review.store.getState().review?.signed != null;
    if (signed) tell({ kind: 'refused', why: 'signed', fdi: null });
    return signed;
  }

  function perform(
    tool: IdentifyTool,
    correction: Correction,
    wanted: { readonly label: number; readonly fdi: number } | null = null,
  ): boolean {
    if (isSigned()) return false;
    if (correction.kind === 'refused') {
      tell({ kind: 'refused', why: correction.why, fdi: correction.fdi });
      return false;
    }
    const { teeth: after } = correction;
    const known = teeth();
    const before = after.flatMap(({ label }): Identity[] => {
      const tooth = known.find((one) => one.label === label);
      return tooth === undefined ? [] : [{ label, fdi: tooth.fdi, type: tooth.type }];
    });
    if (!review.perform({ kind: 'identify', tool, teeth: after })) return false;
    const seq = review.store.getState().review?.seq ?? 0;
    const twice = after.length === 1 && teethAt(teeth(), after[0].fdi).length > 1;
    tell({ kind: 'identified', tool, before, after, seq, twice, wanted });
    return true;
  }

  function number(label: number, fdi: number, whenTaken: 'swap' | 'both' = 'swap'): boolean {
    const correction = withNumber(teeth(), label, { fdi, whenTaken });
    const bySwap = correction.kind === 'change' && correction.teeth.length === 2;
    return perform('number', correction, bySwap ? { label, fdi } : null);
  }

  const swap = (first: number, second: number): boolean => perform('swap', swapped(teeth(), first, second));

  function openMenu(about: MenuSubject, at: readonly [x: number, y: number]): void {
    if (session.getState().caseFile !== null) store.setState({ menu: { about, at }, wanted: null });
  }

  /** Does something with the selected tooth, or says that there is none. */
  function withSelected(run: (label: number) => void): void {
    const { selectedTooth } = view.getState();
    if (selectedTooth === null) tell({ kind: 'refused', why: 'none-selected', fdi: null });
    else run(selectedTooth);
  }

  view.subscribe(({ selectedTooth }, before) => {
    const { wanted } = store.getState();
    if (wanted === null || selectedTooth === before.selectedTooth) return;
    if (wanted.kind === 'swap' && selectedTooth !== null) swap(wanted.label, selectedTooth);
    else store.setState({ wanted: null });
  });
  session.subscribe((now, before) => {
    if (now.caseFile?.id !== before.caseFile?.id) store.setState({ wanted: null, menu: null, told: null });
  });

  return {
    store,
    teeth,
    withSelected,
    number,
    swap,
    push: (label: number, way: ShiftWay) => perform('shift', pushed(teeth(), label, way)),
    shiftRow: (label: number, way: ShiftWay) => perform('shift', rowShifted(teeth(), label, way)),
    mirror: (label: number) => perform('mirror', mirroredTooth(teeth(), label)),
    mirrorRow: (jaw: Jaw | 'both') => perform('mirror', mirroredRow(teeth(), jaw)),
    toOtherJaw: (label: number) => perform('jaw', inOtherJaw(teeth(), label)),
    toOtherDentition: (label: number) => perform('number', otherDentition(teeth(), label)),
    setType: (label: number, type: ToothType) => perform('type', withType(teeth(), label, type)),

    /** Says why a place has no tooth; null takes it back. */
    markMissing(fdi: number, reason: MissingReason | null): void {
      if (isSigned() || !review.perform({ kind: 'missing', fdi, reason })) return;
      tell({ kind: 'missing', fdi, reason, seq: review.store.getState().review?.seq ?? 0 });
    },

    /** After two swapped because a number was taken: the number twice instead. */
    leaveBoth(): void {
      const { told } = store.getState();
      if (told?.kind !== 'identified' || told.wanted === null) return;
      const { label, fdi } = told.wanted;
      review.undo();
      number(label, fdi, 'both');
    },

    /** Waits for the number of the selected tooth, or for the tooth that it swaps with. */
    ask: (kind: 'number' | 'swap') =>
      withSelected((label) => store.setState({ wanted: { kind, label }, told: null, menu: null })),

    /** False when nothing was being asked for. */
    cancel(): boolean {
      if (store.getState().wanted === null) return false;
      store.setState({ wanted: null });
      return true;
    },

    /** A number was typed, or its place in the chart was clicked: true when a tooth was waiting for it. */
    takeNumber(fdi: number): boolean {
      const { wanted } = store.getState();
      if (wanted === null) return false;
      if (wanted.kind === 'number') number(wanted.label, fdi);
      else {
        const [other] = teethAt(teeth(), fdi);
        // Nobody to swap with: the place is free.
        if (other === undefined) number(wanted.label, fdi);
        else swap(wanted.label, other.label);
      }
      return true;
    },

    openMenu,
    /** The tooth is selected as well: the menu is about what every view shows as selected. */
    openToothMenu(label: number, at: readonly [x: number, y: number]): void {
      store.setState({ wanted: null });
      view.setState({ selectedTooth: label });
      openMenu({ kind: 'tooth', label }, at);
    },
    closeMenu: () => store.setState({ menu: null }),
    dismiss: () => store.setState({ told: null }),
  };
}

function labelsOf(caseFile: CaseFile): readonly number[] {
  const labels = caseFile.instances.map(labelOf);
  return caseFile.modality === 'opg' ? [...labels, ...caseFile.supernumerary.map(({ label }) => label)] : labels;
}
