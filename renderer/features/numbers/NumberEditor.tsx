import { ArrowLeftRight, ArrowUpDown, ChevronsLeft, ChevronsRight, Ellipsis, Repeat2 } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { labelOf } from '#contract/case';
import { sideOf } from '#core/fdi';
import { fdiOfSign, toothSign } from '#core/notation';
import { TOOTH_TYPES } from '#core/review/action';
import { holdsPlace } from '#core/review/renumber';
import { useApp, useReview, useSession, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { lookOf } from '../../viewer/tooth-looks.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { MENU_TEXT } from './menu-text.ts';
import { NUMBERS_TEXT } from './text.ts';
import { useTitles } from './use-titles.ts';
import styles from './Numbers.module.css';

/** Number and kind of the selected tooth, to be changed at once, and the quick corrections. */
export function NumberEditor({ label }: { readonly label: number }) {
  const t = useText(MENU_TEXT);
  const signed = useReview(({ review }) => review?.signed != null);
  return (
    <fieldset className={styles.editor} disabled={signed} aria-label={t.editor}>
      <NumberField key={label} label={label} />
      <KindChoice label={label} />
      <QuickActions label={label} />
    </fieldset>
  );
}

interface OfTooth {
  readonly label: number;
}

function NumberField({ label }: OfTooth) {
  const { numbers } = useApp();
  const t = useText(MENU_TEXT);
  const { refused } = useText(NUMBERS_TEXT);
  const id = useId();
  const notation = useSettings((settings) => settings.notation);
  const caseFile = useSession((state) => state.caseFile);
  const present = toothSign(lookOf(caseFile, label).fdi, notation);
  // null: nothing was typed yet, so the field shows the present number.
  const [typed, setTyped] = useState<string | null>(null);
  const fdi = typed === null ? null : (fdiOfSign(typed, notation) ?? fdiOfSign(typed, 'fdi'));
  const wrong = typed !== null && typed.trim().length >= 2 && fdi === null;
  const taken =
    fdi !== null && caseFile?.instances.some((tooth) => tooth.fdi === fdi && isOther(tooth, label)) === true;
  const give = (whenTaken: 'swap' | 'both'): void => {
    if (fdi !== null) numbers.number(label, fdi, whenTaken);
    setTyped(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed !== null && !wrong) give('swap');
  };
  return (
    <form className={styles.numberForm} onSubmit={submit}>
      <label htmlFor={id}>{t.number}</label>
      <input
        id={id}
        className={styles.numberField}
        value={typed ?? present}
        maxLength={4}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong}
        aria-describedby={`${id}-note`}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={(event) => {
          // Not when the focus goes to "both" below.
          if (!event.currentTarget.form?.contains(event.relatedTarget)) setTyped(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <p id={`${id}-note`} className={styles.note} aria-live="polite" hidden={!wrong && !taken}>
        {wrong && refused['no-number']('')}
        {taken && t.taken(toothSign(fdi, notation))}
        {taken && (
          <>
            <Button type="submit" kind="quiet">
              {t.swapButton}
            </Button>
            <Button kind="quiet" onClick={() => give('both')}>
              {t.bothButton(toothSign(fdi, notation))}
            </Button>
          </>
        )}
      </p>
    </form>
  );
}

type Tooth = Parameters<typeof labelOf>[0] & {
  readonly status?: string | undefined;
  readonly type?: (typeof TOOTH_TYPES)[number] | undefined;
};

function isOther(tooth: Tooth, label: number): boolean {
  const { status, type = 'tooth' } = tooth;
  return labelOf(tooth) !== label && holdsPlace({ decision: status === 'rejected' ? 'rejected' : 'proposed', type });
}

function KindChoice({ label }: OfTooth) {
  const { numbers } = useApp();
  const t = useText(MENU_TEXT);
  const { types } = useText(NUMBERS_TEXT);
  const { type } = lookOf(
    useSession((state) => state.caseFile),
    label,
  );
  return (
    <select
      className={styles.kind}
      aria-label={t.kind}
      title={t.kind}
      value={type}
      onChange={(event) => {
        const chosen = TOOTH_TYPES.find((one) => one === event.currentTarget.value);
        if (chosen !== undefined) numbers.setType(label, chosen);
      }}
    >
      {TOOTH_TYPES.map((one) => (
        <option key={one} value={one}>
          {types[one]}
        </option>
      ))}
    </select>
  );
}

/** The arrows point as the chart does: the patient's right is on the left. */
function QuickActions({ label }: OfTooth) {
  const { numbers } = useApp();
  const t = useText(MENU_TEXT);
  const titles = useTitles();
  const { fdi } = lookOf(
    useSession((state) => state.caseFile),
    label,
  );
  const right = sideOf(fdi) === 'right';
  const shift = (way: 'mesial' | 'distal', Icon: typeof ChevronsLeft) => (
    <Quick id={`numbers.${way}`} label={titles(`numbers.${way}`)} onClick={() => numbers.push(label, way)}>
      <Icon size={16} aria-hidden />
    </Quick>
  );
  return (
    <div className={styles.quick}>
      {shift(right ? 'distal' : 'mesial', ChevronsLeft)}
      {shift(right ? 'mesial' : 'distal', ChevronsRight)}
      <Quick id="numbers.swap" label={titles('numbers.swap')} onClick={() => numbers.ask('swap')}>
        <Repeat2 size={16} aria-hidden />
      </Quick>
      <Quick id="numbers.mirror" label={titles('numbers.mirror')} onClick={() => numbers.mirror(label)}>
        <ArrowLeftRight size={16} aria-hidden />
      </Quick>
      <Quick id="numbers.jaw" label={titles('numbers.jaw')} onClick={() => numbers.toOtherJaw(label)}>
        <ArrowUpDown size={16} aria-hidden />
      </Quick>
      <Quick
        id="numbers.menu"
        label={t.more}
        onClick={(button) => {
          const { left, bottom } = button.getBoundingClientRect();
          numbers.openMenu({ kind: 'tooth', label }, [left, bottom]);
        }}
      >
        <Ellipsis size={16} aria-hidden />
      </Quick>
    </div>
  );
}

interface QuickProps {
  readonly id: string;
  readonly label: string;
  readonly onClick: (button: HTMLButtonElement) => void;
  readonly children: React.ReactNode;
}

function Quick({ id, label, onClick, children }: QuickProps) {
  return (
    <IconButton label={label} shortcut={useKey(id)} onClick={(event) => onClick(event.currentTarget)}>
      {children}
    </IconButton>
  );
}
