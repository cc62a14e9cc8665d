import { Link2, Link2Off, TriangleAlert, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { ScanInfo } from '#contract/scan';
import { useApp, usePlanes, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { PLANE_IDS } from '../../viewer/plane.ts';
import { IconButton } from '../../ui/Button.tsx';
import { dayText } from '#core/words/format';
import { readableName } from '#core/words/person-name';
import { TEXT as PANE_TEXT } from '../panes/text.ts';
import { TEXT as SHELL_TEXT } from '../shell/text.ts';
import { patientsDiffer } from './patients.ts';
import type { SecondStudy } from './second-study.ts';
import { TEXT } from './text.ts';
import styles from './Compare.module.css';

/** Over both halves: whose studies they are, which plane is compared, and whether they scroll together. */
export function CompareBar() {
  const { second } = useApp();
  return second === null ? null : <Bar second={second} />;
}

function Bar({ second }: { readonly second: SecondStudy }) {
  const t = useText(TEXT);
  const first = useSession((state) => state.scan?.info ?? null);
  const other = useStore(second.app.session, (state) => state.scan?.info ?? null);
  const linked = useStore(second.store, (state) => state.linked);
  return (
    <div className={styles.bar} role="group" aria-label={t.bar}>
      <Whose info={first} label={t.first} />
      <PlaneChoice />
      <IconButton
        label={linked ? t.linked : t.unlinked}
        pressed={linked}
        onClick={() => second.store.setState({ linked: !linked })}
      >
        {linked ? <Link2 size={16} aria-hidden /> : <Link2Off size={16} aria-hidden />}
      </IconButton>
      <Whose info={other} label={t.second} />
      {other !== null && (
        <IconButton label={t.close} onClick={() => second.app.commands.closeScan()}>
          <X size={16} aria-hidden />
        </IconButton>
      )}
      {first !== null && other !== null && patientsDiffer(first, other) && (
        <p className={styles.differ} role="alert">
          <TriangleAlert size={15} aria-hidden /> {t.differ}
        </p>
      )}
    </div>
  );
}

/** Patient and day of a study. */
function Whose({ info, label }: { readonly info: ScanInfo | null; readonly label: string }) {
  const t = useText(TEXT);
  const hidden = useText(SHELL_TEXT).patientHidden;
  const visible = useView((state) => state.patientVisible);
  const language = useSettings((settings) => settings.language);
  const name = info === null ? '' : info.patientName === '' ? t.unnamed : readableName(info.patientName);
  return (
    <span className={styles.whose} aria-label={label} role="note">
      <strong>{info === null ? label : visible ? name : hidden}</strong>
      {info !== null && info.studyDate !== '' && (
        <time dateTime={info.studyDate}>{dayText(info.studyDate, language)}</time>
      )}
    </span>
  );
}

function PlaneChoice() {
  const { planes, view } = useApp();
  const t = useText(TEXT);
  const names = useText(PANE_TEXT).planes;
  const compared = usePlanes((state) => state.compared);
  return (
    <div className={styles.choices} role="group" aria-label={t.plane}>
      {PLANE_IDS.map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === compared}
          onClick={() => {
            planes.setState({ compared: id });
            view.setState({ activePane: id });
          }}
        >
          {names[id]}
        </button>
      ))}
    </div>
  );
}
