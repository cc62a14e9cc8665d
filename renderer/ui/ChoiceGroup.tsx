import { useId } from 'react';
import styles from './ChoiceGroup.module.css';

interface ChoiceGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly {
    readonly value: Value;
    readonly title: string;
    readonly detail?: string;
    /** Where the title is in another language than the page. */
    readonly lang?: string;
  }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in view: radio buttons that look like a row of keys. */
export function ChoiceGroup<Value extends string>({ label, value, choices, onChange }: ChoiceGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice} lang={choice.lang}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <span>
              {choice.title}
              {choice.detail !== undefined && <small>{choice.detail}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
