import { Menu } from '@base-ui/react/menu';
import { isDeciduous, mirrored } from '#core/fdi';
import { toothSign } from '#core/notation';
import { TOOTH_TYPES } from '#core/review/action';
import { nextPlace, opposed, otherGeneration } from '#core/review/renumber';
import { useApp, useSession, useSettings, useText } from '../../app-context.ts';
import { fullToothName } from '#core/words/tooth-names';
import { lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import { Action, Choices, Submenu } from './MenuParts.tsx';
import { MENU_TEXT } from './menu-text.ts';
import { NUMBERS_TEXT } from './text.ts';
import styles from './Menu.module.css';

/** All that can be corrected of a tooth. What is not possible says why when it is chosen. */
export function ToothMenu({ label }: { readonly label: number }) {
  const { numbers } = useApp();
  const t = useText(MENU_TEXT);
  const { types } = useText(NUMBERS_TEXT);
  const { notation, language } = useSettings((settings) => settings);
  const look = lookOf(
    useSession((state) => state.caseFile),
    label,
  );
  const { fdi, type } = look;
  const sign = (code: number | null): string => (code === null ? '–' : toothSign(code, notation));
  const other = otherGeneration(fdi);
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.title}>
        {`${t.tooth(lookSign(look, notation))} · ${fullToothName(fdi, language)}`}
      </Menu.GroupLabel>
      <Action shortcut="numbers.change" onChoose={() => numbers.ask('number')}>
        {t.change}
      </Action>
      <Action shortcut="numbers.swap" onChoose={() => numbers.ask('swap')}>
        {t.swap}
      </Action>
      <Submenu title={t.shift}>
        <Action shortcut="numbers.mesial" onChoose={() => numbers.push(label, 'mesial')}>
          {t.mesial(sign(nextPlace(fdi, 'mesial')))}
        </Action>
        <Action shortcut="numbers.distal" onChoose={() => numbers.push(label, 'distal')}>
          {t.distal(sign(nextPlace(fdi, 'distal')))}
        </Action>
        <Menu.Separator className={styles.separator} />
        <Action onChoose={() => numbers.shiftRow(label, 'mesial')}>{t.rowMesial}</Action>
        <Action onChoose={() => numbers.shiftRow(label, 'distal')}>{t.rowDistal}</Action>
      </Submenu>
      <Submenu title={t.mirror}>
        <Action shortcut="numbers.mirror" onChoose={() => numbers.mirror(label)}>
          {t.mirrorTooth(sign(mirrored(fdi)))}
        </Action>
        <Menu.Separator className={styles.separator} />
        <Action onChoose={() => numbers.mirrorRow('upper')}>{t.mirrorUpper}</Action>
        <Action onChoose={() => numbers.mirrorRow('lower')}>{t.mirrorLower}</Action>
        <Action onChoose={() => numbers.mirrorRow('both')}>{t.mirrorAll}</Action>
      </Submenu>
      <Action shortcut="numbers.jaw" onChoose={() => numbers.toOtherJaw(label)}>
        {t.jaw(sign(opposed(fdi)))}
      </Action>
      {other !== null && (
        <Action shortcut="numbers.dentition" onChoose={() => numbers.toOtherDentition(label)}>
          {isDeciduous(fdi) ? t.permanent(sign(other)) : t.deciduous(sign(other))}
        </Action>
      )}
      <Menu.Separator className={styles.separator} />
      <Submenu title={t.kindIs(types[type])}>
        <Choices
          values={TOOTH_TYPES}
          value={type}
          nameOf={(one) => types[one]}
          onChoose={(one) => numbers.setType(label, one)}
        />
      </Submenu>
    </Menu.Group>
  );
}
