import { useState } from 'react';
import { exportOptionsSchema, type ExportOption } from '#contract/exports';
import { useApp, useSettings, useText } from '../../app-context.ts';
import type { OptionValue } from '../../state/exchange/exports-store.ts';
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { controlOf, type OptionControl } from './option-control.ts';
import { optionWords, type OptionWords } from './option-text.ts';
import { TEXT } from './text.ts';
import { useOptions } from './use-options.ts';
import styles from './Exports.module.css';

/** A control for each option. */
export function ExportOptions({ options }: { readonly options: readonly ExportOption[] }) {
  const t = useText(TEXT);
  if (options.length === 0) return null;
  return (
    <section className={styles.options} aria-label={t.options}>
      {options.map((option) => (
        <Option key={option} option={option} />
      ))}
    </section>
  );
}

function Option({ option }: { readonly option: ExportOption }) {
  const { exporting } = useApp();
  const language = useSettings((settings) => settings.language);
  const value = useOptions()[option];
  return (
    <OptionField
      control={controlOf(option)}
      words={optionWords(option, language)}
      value={value}
      onChange={(next) => {
        const parsed = exportOptionsSchema.shape[option].safeParse(next);
        if (parsed.success) exporting.setOption(option, parsed.data);
        return parsed.success;
      }}
    />
  );
}

interface OptionFieldProps {
  readonly control: OptionControl;
  readonly words: OptionWords;
  readonly value: OptionValue;
  /** False when the option's schema refuses it. */
  readonly onChange: (value: OptionValue) => boolean;
}

function OptionField({ control, words: { title, note, nameOf }, value, onChange }: OptionFieldProps) {
  const noteProps = note === null ? {} : { note };
  switch (control.kind) {
    case 'choice':
      return (
        <ChoiceGroup
          label={title}
          value={String(value)}
          choices={control.values.map((one) => ({ value: one, title: nameOf(one) }))}
          onChange={onChange}
        />
      );
    case 'switch':
      return <CheckField label={title} checked={value === true} onChange={onChange} {...noteProps} />;
    case 'number':
      return <NumberField title={title} note={note} value={value} control={control} onChange={onChange} />;
  }
}

interface NumberFieldProps extends Pick<OptionFieldProps, 'value' | 'onChange'> {
  readonly title: string;
  readonly note: string | null;
  readonly control: Extract<OptionControl, { readonly kind: 'number' }>;
}

/** What is typed stays as it is; only what the schema takes counts. */
function NumberField({ title, note, value, control: { empty }, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value ?? ''));
  const [isTaken, setTaken] = useState(true);
  return (
    <TextField
      label={title}
      {...(note === null ? {} : { note })}
      inputMode="numeric"
      value={typed}
      aria-invalid={!isTaken}
      onChange={(next) => {
        setTyped(next);
        if (next.trim() === '') setTaken(empty && onChange(null));
        else setTaken(onChange(Number(next)));
      }}
    />
  );
}
