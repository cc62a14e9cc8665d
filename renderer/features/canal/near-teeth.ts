/** Keeps the distances of teeth to canals up to date, one tooth at a time so that nothing waits for it. */
import type { Canal } from '#contract/annotations';
import { labelOf } from '#contract/case';
import { canalCurve } from '#core/canal/canal-curve';
import { LISTED_MM, mayBeNearCanal, nearestToCanal } from '#core/canal/canal-distance';
import type { AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import type { CanalStore, ToothNearCanal } from '../../state/drawings/canal-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';

interface NearTeethOptions {
  readonly store: CanalStore;
  readonly session: SessionStore;
  readonly annotations: AnnotationsStore;
  readonly images: ScanImages;
}

/** A drag makes many changes: what was drawn is measured when it rests. */
const CALM_MS = 150;

export function keepNearTeeth({ store, session, annotations, images }: NearTeethOptions): void {
  let timer = 0;
  let round = 0;
  let measured = new Map<string, { readonly canal: Canal; readonly labels: Uint8Array }>();

  function later(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void measureAll(), CALM_MS);
  }

  async function measureAll(): Promise<void> {
    const own = ++round;
    const { canals } = annotations.getState().now;
    const { caseFile } = session.getState();
    const { labels, scan } = images;
    const { near: old } = store.getState();
    // What is gone is gone at once.
    const near = new Map([...old].filter(([id]) => canals.some((canal) => canal.id === id)));
    if (near.size !== old.size) store.setState({ near });
    if (labels === null || scan === null || caseFile?.modality !== 'cbct') return;
    const done = new Map<string, { readonly canal: Canal; readonly labels: Uint8Array }>();
    for (const canal of canals) {
      const before = measured.get(canal.id);
      if (before !== undefined && sameTube(before.canal, canal) && before.labels === labels) {
        done.set(canal.id, before);
        continue;
      }
      const found: ToothNearCanal[] = [];
      const map = { geometry: scan.geometry, data: labels };
      for (const tooth of caseFile.instances) {
        if (!mayBeNearCanal(tooth.boundsMm, canal)) continue;
        const box = { label: labelOf(tooth), boundsIjk: tooth.boundsIjk };
        const nearest = nearestToCanal(map, box, canalCurve(canal), canal.diameterMm);
        if (nearest !== null && nearest.distanceMm <= LISTED_MM) found.push({ label: labelOf(tooth), ...nearest });
        await new Promise((resolve) => setTimeout(resolve));
        // Drawn on in the meantime: the next round does it.
        if (own !== round) return;
      }
      done.set(canal.id, { canal, labels });
      near.set(
        canal.id,
        found.toSorted((a, b) => a.distanceMm - b.distanceMm),
      );
      store.setState({ near: new Map(near) });
    }
    measured = done;
  }

  annotations.subscribe((now, before) => {
    if (now.now.canals !== before.now.canals) later();
  });
  session.subscribe((now, before) => {
    if (now.caseFile === before.caseFile && now.labelsLoaded === before.labelsLoaded) return;
    measured = new Map();
    later();
  });
}

function sameTube(a: Canal, b: Canal): boolean {
  return a.pointsMm === b.pointsMm && a.diameterMm === b.diameterMm;
}
