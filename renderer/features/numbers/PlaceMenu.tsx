import { Menu } from '@base-ui/react/menu';
import { toothSign } from '#core/notation';
import { MISSING_REASONS } from '#core/review/action';
import { useApp, useReview, useSettings, useText } from '../../app-context.ts';
import { Choices } from './MenuParts.tsx';
import { MENU_TEXT } from './menu-text.ts';
import { NUMBERS_TEXT } from './text.ts';
import styles from './Menu.module.css';

const CHOICES = ['none', ...MISSING_REASONS] as const;

/** Why a place of the chart has no tooth. */
export function PlaceMenu({ fdi }: { readonly fdi: number }) {
  const { numbers } = useApp();
  const t = useText(MENU_TEXT);
  const { reasons } = useText(NUMBERS_TEXT);
  const notation = useSettings((settings) => settings.notation);
  const reason = useReview((state) => state.review?.now.missing.get(fdi) ?? 'none');
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.title}>{`${t.place(toothSign(fdi, notation))}. ${t.why}:`}</Menu.GroupLabel>
      <Choices
        values={CHOICES}
        value={reason}
        nameOf={(one) => (one === 'none' ? t.noReason : reasons[one])}
        onChoose={(one) => numbers.markMissing(fdi, one === 'none' ? null : one)}
      />
    </Menu.Group>
  );
}
