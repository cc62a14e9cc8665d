import { Eye, EyeOff, Search } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { TRASH_DAYS, type CaseSummary } from '#contract/case-list';
import { modalitySchema } from '#contract/scan';
import { useApp, useCases, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { dayText } from '#core/words/format';
import { CaseMessages } from './CaseMessages.tsx';
import { CasePlaceBar } from './CasePlaceBar.tsx';
import { CaseRows } from './CaseRows.tsx';
import { casesShown, isOnShelf, matches, SHELVES } from './filter-cases.ts';
import { TEXT } from './text.ts';
import styles from './Cases.module.css';

/** Every stored case, to be found, opened, put away and thrown away. */
export function CasesDialog() {
  const { commands } = useApp();
  const open = useCases((state) => state.open);
  const t = useText(TEXT);
  return (
    <Dialog
      open={open}
      title={t.title}
      close={t.close}
      width="full"
      onOpenChange={(next) => (next ? commands.cases.show() : commands.cases.hide())}
      actions={<CasePlaceBar />}
    >
      <div className={styles.cases}>
        <CaseFilters />
        <CaseMessages />
        <CaseTable />
      </div>
    </Dialog>
  );
}

/** What is looked for: words, a shelf, a kind of picture. */
function CaseFilters() {
  const { cases } = useApp();
  const query = useCases((state) => state.query);
  const modality = useCases((state) => state.modality);
  const hides = useSettings((settings) => settings.hidePatients);
  const revealed = useCases((state) => state.revealed);
  const t = useText(TEXT);
  return (
    <div className={styles.filters}>
      <label className={styles.search}>
        <Search size={16} aria-hidden />
        <span className="visually-hidden">{t.search}</span>
        <input
          type="search"
          autoComplete="off"
          spellCheck={false}
          placeholder={t.searchHint}
          value={query}
          data-testid="case-search"
          onChange={(event) => cases.setState({ query: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            document.querySelector<HTMLElement>('[data-case-row]')?.focus();
          }}
        />
      </label>
      <select
        className={styles.modality}
        aria-label={t.modalities}
        value={modality ?? ''}
        onChange={(event) =>
          cases.setState({ modality: modalitySchema.safeParse(event.currentTarget.value).data ?? null })
        }
      >
        <option value="">{t.anyModality}</option>
        {modalitySchema.options.map((value) => (
          <option key={value} value={value}>
            {t.modality[value]}
          </option>
        ))}
      </select>
      {hides && (
        <IconButton
          label={revealed ? t.hide : t.reveal}
          pressed={revealed}
          onClick={() => cases.setState({ revealed: !revealed })}
        >
          {revealed ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
        </IconButton>
      )}
      <ShelfChoice />
    </div>
  );
}

/** The shelves with how many of the cases that are looked for lie on each. */
function ShelfChoice() {
  const { cases } = useApp();
  const { list, shelf, query, modality } = useCases((state) => state);
  const dayOf = useDayOf();
  const t = useText(TEXT);
  const counts = useMemo(() => {
    const found = (list?.cases ?? []).filter(
      (entry) => (modality === null || entry.modality === modality) && matches(entry, query, dayOf),
    );
    return new Map(SHELVES.map((each) => [each, found.filter((entry) => isOnShelf(entry, each)).length]));
  }, [list, query, modality, dayOf]);
  return (
    <fieldset className={styles.shelves}>
      <legend className="visually-hidden">{t.shelves}</legend>
      {SHELVES.map((each) => (
        <label key={each} className={styles.shelf} data-shelf={each}>
          <input
            type="radio"
            name="case-shelf"
            checked={each === shelf}
            onChange={() => cases.setState({ shelf: each })}
          />
          <span>
            {t.shelf[each]} <small>{counts.get(each)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function CaseTable() {
  const { cases } = useApp();
  const { list, query, shelf, modality } = useCases((state) => state);
  const dayOf = useDayOf();
  const t = useText(TEXT);
  const shown = useMemo(
    () => casesShown(list?.cases ?? [], { query, shelf, modality }, dayOf),
    [list, query, shelf, modality, dayOf],
  );
  if (list === null) return <p className={styles.empty}>{t.reading}</p>;
  if (shown.length > 0) {
    return (
      <div className={styles.scroller}>
        {shelf === 'trash' && <p className={styles.note}>{t.trashNote(TRASH_DAYS)}</p>}
        <CaseRows shown={shown} />
      </div>
    );
  }
  if (list.cases.length === 0) return list.place.there ? <Empty title={t.none} hint={t.noneHint} /> : null;
  if (shelf === 'trash' && query === '') return <Empty title={t.emptyTrash} hint={t.trashNote(TRASH_DAYS)} />;
  return (
    <Empty title={t.noMatch}>
      <Button onClick={() => cases.setState({ query: '', shelf: 'all', modality: null })}>{t.showAll}</Button>
    </Empty>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

function Empty({ title, hint, children }: EmptyProps) {
  return (
    <div className={styles.empty} role="status">
      <strong>{title}</strong>
      {hint !== undefined && <p>{hint}</p>}
      {children}
    </div>
  );
}

function useDayOf(): (day: CaseSummary['studyDate']) => string {
  const language = useSettings((settings) => settings.language);
  return useMemo(() => (day: string) => dayText(day, language), [language]);
}
