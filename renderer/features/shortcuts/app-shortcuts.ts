/** Keys that work in every state of the window, also with nothing open. */
import { togglePanel } from '../../state/shell-store.ts';
import { LOCK_SHORTCUTS } from '../lock/shortcuts.ts';
import type { Shortcut } from './shortcut.ts';

export const APP_SHORTCUTS: readonly Shortcut[] = [
  ...LOCK_SHORTCUTS,
  {
    id: 'app.open-folder',
    keys: ['Ctrl+O'],
    title: {
      en: 'Open a folder',
      de: 'Ordner öffnen',
      fr: 'Ouvrir un dossier',
      zh: '打开文件夹',
    },
    run: ({ picker }) => picker.current?.choose('folder'),
  },
  {
    id: 'app.open-file',
    keys: ['Ctrl+Shift+O'],
    title: { en: 'Open a file', de: 'Datei öffnen', fr: 'Ouvrir un fichier', zh: '打开文件' },
    run: ({ picker }) => picker.current?.choose('file'),
  },
  {
    id: 'app.settings',
    keys: ['Ctrl+,'],
    title: { en: 'Settings', de: 'Einstellungen', fr: 'Réglages', zh: '设置' },
    run: ({ view }) => view.setState({ settingsOpen: true }),
  },
  {
    id: 'app.panel',
    keys: ['Ctrl+B'],
    title: {
      en: 'Show or hide the teeth beside the pictures',
      de: 'Zähne neben den Bildern zeigen oder ausblenden',
      fr: 'Afficher ou masquer les dents à côté des images',
      zh: '显示或隐藏图像旁的牙齿面板',
    },
    run: ({ shell }) => togglePanel(shell),
  },
  {
    id: 'app.shortcuts',
    keys: ['?'],
    title: { en: 'This list', de: 'Diese Liste', fr: 'Cette liste', zh: '本列表' },
    run: ({ view }) => view.setState({ helpOpen: true }),
  },
];
