import styles from './Scene.module.css';

interface ChoiceRowProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly title: string }[];
  readonly chosen: Id | null;
  readonly onChoose: (id: Id) => void;
  /** Beside each other, or wrapped in a grid of this many columns. */
  readonly columns?: number;
}

/** Buttons of which one is on. */
export function ChoiceRow<Id extends string>({ label, choices, chosen, onChoose, columns }: ChoiceRowProps<Id>) {
  return (
    <div
      role="group"
      aria-label={label}
      className={styles.choices}
      style={{ gridTemplateColumns: `repeat(${columns ?? choices.length}, auto)` }}
    >
      {choices.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          className={styles.choice}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
