import { Menu } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKey } from '../shortcuts/use-key.ts';
import styles from './Menu.module.css';

interface ActionProps {
  readonly children: ReactNode;
  /** Of the shortcut that does the same. */
  readonly shortcut?: string;
  readonly onChoose: () => void;
}

/** One line of the menu, with the key that does the same. */
export function Action({ children, shortcut, onChoose }: ActionProps) {
  const key = useKey(shortcut ?? '');
  return (
    <Menu.Item className={styles.item} onClick={onChoose} aria-keyshortcuts={key?.aria}>
      <span>{children}</span>
      {key !== undefined && <kbd aria-hidden>{key.text}</kbd>}
    </Menu.Item>
  );
}

interface SubmenuProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function Submenu({ title, children }: SubmenuProps) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles.item}>
        <span>{title}</span>
        <ChevronRight size={14} aria-hidden />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={2} alignOffset={-4} collisionPadding={8}>
          <Menu.Popup className={styles.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

interface ChoicesProps<Value extends string> {
  readonly values: readonly Value[];
  readonly value: Value;
  readonly nameOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

/** One of several, with a tick at the present one; choosing closes the menu. */
export function Choices<Value extends string>({ values, value, nameOf, onChoose }: ChoicesProps<Value>) {
  return (
    <Menu.RadioGroup
      value={value}
      onValueChange={(chosen) => {
        const known = values.find((one) => one === chosen);
        if (known !== undefined) onChoose(known);
      }}
    >
      {values.map((one) => (
        <Menu.RadioItem key={one} value={one} closeOnClick className={styles.item}>
          <span>{nameOf(one)}</span>
          <Menu.RadioItemIndicator>
            <Check size={14} aria-hidden />
          </Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
