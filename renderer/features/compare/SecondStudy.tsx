import paneStyles from '../panes/PaneFrame.module.css';

export function SecondStudy() {
  return <section className={paneStyles.pane} />;
}
