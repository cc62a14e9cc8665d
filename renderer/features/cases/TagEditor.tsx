import { Plus, Tag } from 'lucide-react';
import { useId, useState } from 'react';
import type { CaseSummary } from '#contract/case-list';
import { useApp, useCases, useText } from '../../app-context.ts';
import { allTags, tagsOf } from './filter-cases.ts';
import { TEXT } from './text.ts';
import styles from './Cases.module.css';

interface TagEditorProps {
  readonly entry: CaseSummary;
  readonly name: string;
  /** A tag was pressed. */
  readonly onTag: (tag: string) => void;
}

/** Tags of a case; pressed, they are looked for; the last button turns them into a line to type in. */
export function TagEditor({ entry, name, onTag }: TagEditorProps) {
  const [editing, setEditing] = useState(false);
  const t = useText(TEXT);
  if (editing) return <TagInput entry={entry} name={name} onDone={() => setEditing(false)} />;
  return (
    <ul className={styles.tags}>
      {entry.tags.map((tag) => (
        <li key={tag}>
          <button type="button" className={styles.tag} aria-label={t.searchTag(tag)} onClick={() => onTag(tag)}>
            {tag}
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className={styles.addTag}
          data-tags={entry.caseId}
          title={t.tags(name)}
          onClick={() => setEditing(true)}
        >
          {entry.tags.length === 0 ? <Tag size={13} aria-hidden /> : <Plus size={13} aria-hidden />}
          {entry.tags.length === 0 && t.addTag}
          <span className="visually-hidden">{t.tags(name)}</span>
        </button>
      </li>
    </ul>
  );
}

function TagInput({ entry, name, onDone }: Pick<TagEditorProps, 'entry' | 'name'> & { readonly onDone: () => void }) {
  const { commands } = useApp();
  const known = useCases((state) => state.list?.cases ?? NO_CASES);
  const [typed, setTyped] = useState(entry.tags.join(', '));
  const id = useId();
  const t = useText(TEXT);
  const back = (): void => {
    onDone();
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-case="${entry.caseId}"] [data-case-row]`)?.focus(),
    );
  };
  const keep = (): void => {
    const tags = tagsOf(typed);
    if (tags.join() !== entry.tags.join()) void commands.cases.tag(entry.caseId, tags);
  };
  return (
    <>
      <input
        className={styles.tagInput}
        aria-label={t.tags(name)}
        placeholder={t.tagsHint}
        list={id}
        // It replaces the button that was pressed.
        ref={(input) => input?.focus()}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          keep();
          onDone();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // Escape would close the list.
          event.stopPropagation();
          if (event.key === 'Enter') keep();
          back();
        }}
      />
      <datalist id={id}>
        {allTags(known).map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}

const NO_CASES: readonly CaseSummary[] = [];
