import { useApp, usePlanes, useText, useView } from '../../app-context.ts';
import { setSlab } from '../../state/view/planes-store.ts';
import { PLANE_IDS } from '../../viewer/plane.ts';
import { SLAB_MODES, SLAB_THICKNESSES_MM } from '../../viewer/slices/slab.ts';
import { Slider } from '../../ui/Slider.tsx';
import { TEXT as PANE_TEXT } from '../panes/text.ts';
import { TEXT } from './text.ts';
import styles from './Display.module.css';

/** Thickness and kind of the slab in the active slice pane. */
export function SlabControls() {
  const { planes } = useApp();
  const t = useText(TEXT);
  const paneText = useText(PANE_TEXT);
  const activePane = useView((state) => state.activePane);
  const slabs = usePlanes((state) => state.slabs);
  const id = PLANE_IDS.find((plane) => plane === activePane) ?? 'axial';
  const { thicknessMm, mode } = slabs[id];
  const nearest = SLAB_THICKNESSES_MM.findLastIndex((mm) => mm <= thicknessMm);
  return (
    <div className={styles.row}>
      <span>{t.slab}</span>
      <Slider
        label={t.slabLabel(paneText.planes[id])}
        value={nearest}
        min={0}
        max={SLAB_THICKNESSES_MM.length - 1}
        step={1}
        onChange={(index) => setSlab(planes, id, { mode, thicknessMm: SLAB_THICKNESSES_MM[index] })}
      />
      <span className={styles.value}>{thicknessMm} mm</span>
      <div className={styles.choices} role="group" aria-label={t.slabMode}>
        {SLAB_MODES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={thicknessMm > 0 && mode === each}
            onClick={() => setSlab(planes, id, { mode: each, thicknessMm: thicknessMm === 0 ? 5 : thicknessMm })}
          >
            {paneText.slab[each]}
          </button>
        ))}
      </div>
    </div>
  );
}
