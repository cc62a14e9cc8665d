/**
 * What is odd about the open case, found anew after every action, and the way through it: one finding after the other,
 * put right, or let stand.
 */
import { labelOf, type CaseFile } from '#contract/case';
import type { QueueItem } from '#contract/review-queue';
import type { MissingReason, Decision } from '#core/review/action';
import { checkCase } from '#core/checks/check-case';
import type { CheckFinding } from '#core/checks/checked-tooth';
import { createStore } from 'zustand/vanilla';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { checkedCase } from '#contract/checked-case';
import { queuedFindings } from './queued-findings.ts';
import type { Review } from './review-store.ts';
import type { SessionStore } from '../session-store.ts';
import { createToothPieces } from './tooth-pieces.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface ChecksState {
  /** What waits for a person, worst first. */
  readonly open: readonly CheckFinding[];
  /** What a person lets stand. */
  readonly settled: readonly CheckFinding[];
  /** Key of the finding that the person was led to. */
  readonly currentKey: string | null;
  /** Where it stood among the open ones, so that the one behind it comes next. */
  readonly at: number;
  readonly historyOpen: boolean;
  readonly signOffOpen: boolean;
}

const NOTHING: ChecksState = {
  open: [],
  settled: [],
  currentKey: null,
  at: 0,
  historyOpen: false,
  signOffOpen: false,
};

export const createChecksStore = () => createStore<ChecksState>(() => NOTHING);
export type ChecksStore = ReturnType<typeof createChecksStore>;

export interface ChecksOptions {
  readonly store: ChecksStore;
  readonly session: SessionStore;
  readonly review: Pick<Review, 'store' | 'perform' | 'sign' | 'reopen'>;
  readonly view: ViewStore;
  readonly images: ScanImages;
  /** What models/training would have a person look at. */
  readonly queueOf: (caseId: string) => Promise<readonly QueueItem[]>;
  /** Selects a tooth and shows it in every pane. */
  readonly goToTooth: (label: number) => void;
}

export type Checks = ReturnType<typeof createChecks>;

export function createChecks({ store, session, review, view, images, queueOf, goToTooth }: ChecksOptions) {
  const pieces = createToothPieces(images, () => refresh(true));
  let checkedFor: { readonly caseFile: CaseFile; readonly missing: ReadonlyMap<number, MissingReason> } | null = null;
  let found: readonly CheckFinding[] = [];
  let asked = false;
  let queued: { readonly caseId: string; readonly items: readonly QueueItem[] } | null = null;

  /** Asked once for each case; without an answer there is nothing in the queue. */
  async function askQueue(caseId: string): Promise<void> {
    queued = { caseId, items: [] };
    const items = await queueOf(caseId).catch(() => []);
    if (queued.caseId !== caseId || items.length === 0) return;
    queued = { caseId, items };
    refresh(true);
  }

  /** Once for all that one action changes, and before the window is painted. */
  function refreshSoon(): void {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      refresh(false);
    });
  }

  function refresh(again: boolean): void {
    const { caseFile } = session.getState();
    const now = review.store.getState().review?.now;
    if (caseFile === null || now === undefined) {
      checkedFor = null;
      if (store.getState() !== NOTHING) store.setState(NOTHING, true);
      return;
    }
    if (again || checkedFor?.caseFile !== caseFile || checkedFor.missing !== now.missing) {
      if (checkedFor?.caseFile !== caseFile && caseFile.modality === 'cbct') pieces.count(caseFile.instances);
      checkedFor = { caseFile, missing: now.missing };
      const checked = checkCase(checkedCase(caseFile, [...now.missing.keys()], (tooth) => pieces.of(tooth)));
      const doubts = queued === null ? [] : queuedFindings(queued.items, caseFile);
      const notes = checked.findIndex(({ severity }) => severity === 'note');
      found = checked.toSpliced(notes === -1 ? checked.length : notes, 0, ...doubts);
    }
    const open = found.filter(({ key }) => !now.settled.has(key));
    const settled = found.filter(({ key }) => now.settled.has(key));
    const { currentKey, at } = store.getState();
    const stays = open.findIndex(({ key }) => key === currentKey);
    store.setState({
      open,
      settled,
      currentKey: stays === -1 ? null : currentKey,
      at: stays === -1 ? Math.min(at, Math.max(0, open.length - 1)) : stays,
    });
  }

  session.subscribe(({ caseFile }, before) => {
    if (caseFile?.modality === 'opg' && caseFile.id !== queued?.caseId) void askQueue(caseFile.id);
    if (caseFile !== before.caseFile) refreshSoon();
  });
  review.store.subscribe(({ review: now }, before) => {
    if (now !== before.review) refreshSoon();
  });

  function goTo(key: string): void {
    const { open } = store.getState();
    const at = open.findIndex((finding) => finding.key === key);
    if (at === -1) return;
    store.setState({ currentKey: key, at });
    goToTooth(open[at].labels[0]);
  }

  /** The next finding, or the previous one; after the last the first. From none, where the last one was. */
  function step(by: 1 | -1): void {
    const { open, at, currentKey } = store.getState();
    if (open.length === 0) return;
    const next = currentKey === null ? at : (at + by + open.length) % open.length;
    goTo(open[next].key);
  }

  /** Does something with the finding that the person was led to; led nowhere yet, leads there first. */
  function withCurrent(run: (finding: CheckFinding) => void): void {
    const { open, currentKey } = store.getState();
    const current = open.find(({ key }) => key === currentKey);
    if (current === undefined) step(1);
    else run(current);
  }

  /** One step of the review; nothing where the program knows no way. */
  function fix({ fix: action }: CheckFinding): void {
    if (action !== null) review.perform(action);
  }

  /** The person looked and lets it stand. An unsure number stands when its tooth is accepted. */
  function accept({ code, key, labels }: CheckFinding): void {
    if (code === 'unsure') decide('accepted', labels);
    else review.perform({ kind: 'settle', findings: [key], settled: true });
  }

  function decide(decision: Decision, labels: readonly number[]): void {
    if (labels.length > 0) review.perform({ kind: 'decide', decision, labels });
  }

  return {
    store,
    goTo,
    step,
    withCurrent,
    fix,
    accept,
    reopenFinding: ({ key }: CheckFinding) => void review.perform({ kind: 'settle', findings: [key], settled: false }),
    decide,
    decideSelected(decision: Decision): void {
      const { selectedTooth } = view.getState();
      const records = review.store.getState().review?.now.teeth;
      if (selectedTooth === null || records?.get(selectedTooth) === undefined) return;
      if (records.get(selectedTooth)?.decision !== decision) decide(decision, [selectedTooth]);
    },
    /** All teeth that wait for a decision and have nothing to look at. */
    acceptAll: () => decide('accepted', undisputed()),
    undisputed,
    sign: () => void review.sign(),
    reopen: () => void review.reopen(),
  };

  function undisputed(): readonly number[] {
    const { caseFile } = session.getState();
    const records = review.store.getState().review?.now.teeth;
    if (caseFile === null || records === undefined) return [];
    const disputed = new Set(store.getState().open.flatMap(({ labels }) => labels));
    return caseFile.instances
      .map(labelOf)
      .filter((label) => !disputed.has(label) && records.get(label)?.decision === 'proposed');
  }
}
