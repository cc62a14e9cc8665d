import { useState } from 'react';
import { exportOptionsSchema, type ExportFormatId, type ExportOption } from '#contract/exports';
import { useApp, useExports, useSettings, useText } from '../../app-context.ts';
import { optionsOf, type OptionValue } from '../../state/exports-store.ts';
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { optionWords, type OptionWords } from './format-text.ts';
import { controlOf, type OptionControl } from './option-control.ts';
import { TEXT } from './text.ts';
import styles from './Exports.module.css';

/** What some formats heed. */
export function ExportOptions({ formats }: { readonly formats: readonly ExportFormatId[] }) {
  const t = useText(TEXT);
  const options = optionsOf(formats);
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
  const { language, ...settings } = useSettings((state) => state);
  const own = useExports((state) => state.options);
  const words = optionWords(option, language);
  const value = exportOptionsSchema.parse({ ...settings, language, ...own })[option];
  return (
    <OptionField
      control={controlOf(option)}
      words={words}
      value={value}
      onChange={(next) => {
        const parsed = exportOptionsSchema.shape[option].safeParse(next);
        if (parsed.success) exporting.setOption(option, parsed.data);
      }}
    />
  );
}

interface OptionFieldProps {
  readonly control: OptionControl;
  readonly words: OptionWords;
  readonly value: OptionValue;
  /** Called with what the option's schema may refuse. */
  readonly onChange: (value: OptionValue) => void;
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

/** What is typed stays as it is; only what is a number in the range is taken. */
function NumberField({ title, note, value, control: { min, max, empty }, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value ?? ''));
  const isTaken = typed === '' ? empty : Number(typed) >= min && Number(typed) <= max;
  return (
    <TextField
      label={title}
      {...(note === null ? {} : { note })}
      inputMode="numeric"
      value={typed}
      aria-invalid={!isTaken}
      onChange={(next) => {
        setTyped(next);
        if (next !== '') onChange(Number(next));
        else if (empty) onChange(null);
      }}
    />
  );
}
