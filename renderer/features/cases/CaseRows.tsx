import { useRef, type KeyboardEvent } from 'react';
import type { CaseSummary } from '#contract/case-list';
import { useApp, useSession, useText } from '../../app-context.ts';
import { CaseRow } from './CaseRow.tsx';
import { TEXT } from './text.ts';
import styles from './Cases.module.css';

/** The rows of the list; arrows walk through them, a few letters act on the one that has the keyboard. */
export function CaseRows({ shown }: { readonly shown: readonly CaseSummary[] }) {
  const { commands, cases } = useApp();
  const openId = useSession((state) => state.caseFile?.id ?? null);
  const list = useRef<HTMLUListElement>(null);
  const t = useText(TEXT);

  const rows = (): readonly HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[data-case-row]') ?? []),
  ];
  const focusRow = (index: number): void => {
    const all = rows();
    all[Math.max(0, Math.min(all.length - 1, index))]?.focus();
  };
  /** The row goes: its neighbour gets the keyboard. */
  const afterwards = async (index: number, done: Promise<unknown>): Promise<void> => {
    await done;
    requestAnimationFrame(() => focusRow(index));
  };

  const pressed = (event: KeyboardEvent): void => {
    const index = rows().findIndex((row) => row === event.target);
    const entry = shown[index];
    if (entry === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const inTrash = entry.deletedAt !== null;
    const act = (): boolean => {
      switch (event.key) {
        case 'ArrowDown':
          focusRow(index + 1);
          return true;
        case 'ArrowUp':
          if (index === 0) document.querySelector<HTMLElement>('[data-testid="case-search"]')?.focus();
          else focusRow(index - 1);
          return true;
        case 'Home':
          focusRow(0);
          return true;
        case 'End':
          focusRow(Infinity);
          return true;
        case 'Delete':
          if (!inTrash && entry.caseId !== openId) void afterwards(index, commands.cases.deleteCase(entry));
          return true;
        case 'a':
          if (!inTrash) void afterwards(index, commands.cases.archive(entry.caseId, !entry.archived));
          return true;
        case 't':
          if (!inTrash) list.current?.querySelector<HTMLElement>(`[data-tags="${entry.caseId}"]`)?.click();
          return true;
        default:
          return false;
      }
    };
    if (act()) event.preventDefault();
  };

  return (
    <ul ref={list} className={styles.rows} aria-label={t.list} onKeyDown={pressed}>
      {shown.map((entry) => (
        <CaseRow
          key={entry.caseId}
          entry={entry}
          isOpen={entry.caseId === openId}
          onTag={(tag) => cases.setState({ query: tag })}
        />
      ))}
    </ul>
  );
}
