import { useEffect, type KeyboardEvent } from 'react';
import { AppContext, useApp, useModality, usePlanes, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { readableName } from '#core/words/person-name';
import { ScanPicker } from '../open/index.ts';
import { SlicePaneView } from '../panes/SlicePaneView.tsx';
import { runShortcut } from '../shortcuts/use-shortcuts.ts';
import { useStore } from 'zustand';
import { PRESETS } from '../../viewer/grey/grey-window.ts';
import { TEXT as DISPLAY_TEXT } from '../display/text.ts';
import { TEXT } from './text.ts';
import type { SecondStudy as Second } from './second-study.ts';
import styles from './Compare.module.css';

/** The right half: a second study, or the ways to open one. */
export function SecondStudy() {
  const { second } = useApp();
  const compared = usePlanes((state) => state.compared);
  const t = useText(TEXT);
  if (second === null) return null;
  return (
    <AppContext value={second.app}>
      <section
        className={styles.second}
        data-study="second"
        aria-label={t.second}
        onKeyDown={(event) => keyPressed(second, event)}
      >
        <ScanPicker name="second-" />
        <Opened second={second} compared={compared} />
      </section>
    </AppContext>
  );
}

function Opened({
  second,
  compared,
}: {
  readonly second: Second;
  readonly compared: 'axial' | 'coronal' | 'sagittal';
}) {
  const modality = useModality();
  const loaded = useSession((state) => state.loadedFraction === 1);
  const app = second.app;
  useEffect(() => app.view.setState({ activePane: compared }), [app, compared]);
  if (modality !== 'cbct') return <OpenSecond second={second} radiograph={modality === 'opg'} />;
  return (
    <>
      <SlicePaneView key={compared} id={compared} />
      {loaded && <SecondWindow />}
    </>
  );
}

/** Presets of the second study's own window. */
function SecondWindow() {
  const { commands, view } = useApp();
  const t = useText(TEXT);
  const names = useText(DISPLAY_TEXT).presets;
  const preset = useStore(view, (state) => state.preset);
  return (
    <div className={styles.presets} role="group" aria-label={t.window}>
      {PRESETS.cbct.map((id) => (
        <button key={id} type="button" aria-pressed={preset === id} onClick={() => commands.usePreset(id)}>
          {names[id]}
        </button>
      ))}
    </div>
  );
}

/** Keys that work on a picture work on this one while it has the keyboard; all others belong to the window. */
function keyPressed({ app }: Second, event: KeyboardEvent): void {
  if (app.session.getState().scan === null) return;
  runShortcut(app, event.nativeEvent, ({ id }) => /^(slice|crosshair|plane|slab|gamma|window)\./.test(id));
}

function OpenSecond({ second, radiograph }: { readonly second: Second; readonly radiograph: boolean }) {
  const { commands, picker } = useApp();
  const t = useText(TEXT);
  const opening = useSession((state) => state.opening);
  const error = useSession((state) => state.error);
  const recents = useSession((state) => state.recents);
  const givenUp = useStore(second.store, (state) => state.givenUp);
  const busy = opening !== null;
  return (
    <div className={styles.open}>
      <h2>{t.title}</h2>
      {givenUp && <p role="status">{t.givenUp}</p>}
      {radiograph && <p role="status">{t.radiograph}</p>}
      <p>{t.hint}</p>
      {error !== null && <ErrorNotice title={t.failed} error={error.error} onDismiss={commands.dismissError} />}
      <div className={styles.buttons}>
        <Button kind="primary" disabled={busy} onClick={() => picker.current?.choose('folder')}>
          {t.openFolder}
        </Button>
        <Button disabled={busy} onClick={() => picker.current?.choose('file')}>
          {t.openFile}
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => void commands.openDemo('cbct')}>
          {t.demo}
        </Button>
      </div>
      {recents.length > 0 && (
        <>
          <h3>{t.recent}</h3>
          <ul className={styles.recents}>
            {recents.map(({ recentId, title, patientName, studyDate }) => (
              <li key={recentId}>
                <Button kind="quiet" disabled={busy} onClick={() => void commands.openRecent(recentId)}>
                  {[patientName === '' ? title : readableName(patientName), studyDate].filter(Boolean).join(' · ')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
