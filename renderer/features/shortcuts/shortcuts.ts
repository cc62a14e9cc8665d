/** Every key of the viewer: what the dialog lists is what the keyboard does. */
import type { Modality } from '#contract/scan';
import type { Texts } from '../../text.ts';
import { ARCHIVE_SHORTCUTS } from '../archive/shortcuts.ts';
import { ARCH_SHORTCUTS } from '../arch/shortcuts.ts';
import { CASES_SHORTCUTS } from '../cases/shortcuts.ts';
import { EXPORT_SHORTCUTS } from '../exports/shortcuts.ts';
import { MEASURE_SHORTCUTS } from '../measure/shortcuts.ts';
import { INTRAORAL_SHORTCUTS } from '../intraoral/shortcuts.ts';
import { NUMBER_SHORTCUTS } from '../numbers/shortcuts.ts';
import { IMPORT_SHORTCUTS } from '../open/shortcuts.ts';
import { PLANES_SHORTCUTS } from '../panes/shortcuts.ts';
import { VIEW_SHORTCUTS } from '../panes/view-shortcuts.ts';
import { REVIEW_SHORTCUTS } from '../review/shortcuts.ts';
import { SCENE_SHORTCUTS } from '../scene/shortcuts.ts';
import { SHAPE_SHORTCUTS } from '../shapes/shortcuts.ts';
import { TEETH_TAB_SHORTCUTS, TOOTH_NUMBER_SHORTCUTS } from '../teeth/shortcuts.ts';
import { APP_SHORTCUTS } from './app-shortcuts.ts';
import { CBCT_SHORTCUTS } from './cbct-shortcuts.ts';
import { LOOK_SHORTCUTS, OVERLAY_SHORTCUTS, TOOTH_SHORTCUTS } from './look-shortcuts.ts';
import { RADIOGRAPH_SHORTCUTS } from './radiograph-shortcuts.ts';
import type { Shortcut } from './shortcut.ts';

/** What the keys work on: an open scan of a kind, or the start screen. */
export type Mode = Modality | 'start';

export interface ShortcutGroup {
  readonly title: Texts<string>;
  readonly modes: readonly Mode[];
  /** Listed only where an archive is set up. */
  readonly needs?: 'archive';
  readonly shortcuts: readonly Shortcut[];
}

const FILES: Texts<string> = { en: 'Files', de: 'Dateien', fr: 'Fichiers', zh: '文件' };

/** A feature adds its list here, in a group of its own or in one that is there. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: { en: 'Panes', de: 'Bilder', fr: 'Vues', zh: '窗格' },
    modes: ['cbct'],
    shortcuts: [...CBCT_SHORTCUTS, ...PLANES_SHORTCUTS, ...VIEW_SHORTCUTS],
  },
  {
    title: { en: 'Radiograph', de: 'Röntgenbild', fr: 'Radiographie', zh: 'X 光片' },
    modes: ['opg'],
    shortcuts: RADIOGRAPH_SHORTCUTS,
  },
  {
    title: { en: 'Intraoral scan', de: 'Intraoralscan', fr: 'Empreinte optique', zh: '口内扫描' },
    modes: ['ios'],
    shortcuts: INTRAORAL_SHORTCUTS,
  },
  {
    title: { en: 'Teeth', de: 'Zähne', fr: 'Dents', zh: '牙齿' },
    modes: ['cbct', 'opg', 'ios'],
    shortcuts: [...TOOTH_SHORTCUTS, ...TOOTH_NUMBER_SHORTCUTS],
  },
  {
    title: { en: 'Correcting numbers', de: 'Nummern berichtigen', fr: 'Corriger les numéros', zh: '更正编号' },
    modes: ['cbct', 'opg', 'ios'],
    shortcuts: NUMBER_SHORTCUTS,
  },
  {
    title: { en: 'Review', de: 'Prüfung', fr: 'Relecture', zh: '审核' },
    modes: ['cbct', 'opg', 'ios'],
    shortcuts: REVIEW_SHORTCUTS,
  },
  {
    title: { en: 'Teeth panel', de: 'Zahnfeld', fr: 'Volet des dents', zh: '牙齿面板' },
    modes: ['cbct'],
    shortcuts: TEETH_TAB_SHORTCUTS,
  },
  {
    title: { en: 'Picture and colours', de: 'Bild und Farben', fr: 'Image et couleurs', zh: '图像与颜色' },
    modes: ['cbct', 'opg'],
    shortcuts: [...OVERLAY_SHORTCUTS, ...LOOK_SHORTCUTS],
  },
  {
    title: { en: 'Colours', de: 'Farben', fr: 'Couleurs', zh: '颜色' },
    modes: ['ios'],
    shortcuts: OVERLAY_SHORTCUTS,
  },
  {
    title: {
      en: 'Dental arch and canals',
      de: 'Zahnbogen und Kanäle',
      fr: 'Arcade dentaire et canaux',
      zh: '牙弓与神经管',
    },
    modes: ['cbct'],
    shortcuts: ARCH_SHORTCUTS,
  },
  {
    title: { en: 'Shapes', de: 'Formen', fr: 'Formes', zh: '形状' },
    modes: ['cbct', 'opg', 'ios'],
    shortcuts: SHAPE_SHORTCUTS,
  },
  {
    title: { en: 'Measuring', de: 'Messen', fr: 'Mesures', zh: '测量' },
    modes: ['cbct'],
    shortcuts: MEASURE_SHORTCUTS,
  },
  {
    title: { en: '3D', de: '3D', fr: '3D', zh: '三维' },
    modes: ['cbct'],
    shortcuts: SCENE_SHORTCUTS,
  },
  { title: FILES, modes: ['cbct'], shortcuts: [...EXPORT_SHORTCUTS, ...IMPORT_SHORTCUTS] },
  { title: FILES, modes: ['opg', 'ios'], shortcuts: EXPORT_SHORTCUTS },
  {
    title: { en: 'Archive (PACS)', de: 'Archiv (PACS)', fr: 'Archives (PACS)', zh: '影像归档（PACS）' },
    modes: ['start', 'cbct', 'opg', 'ios'],
    needs: 'archive',
    shortcuts: ARCHIVE_SHORTCUTS,
  },
  {
    title: { en: 'Program', de: 'Programm', fr: 'Programme', zh: '程序' },
    modes: ['start', 'cbct', 'opg', 'ios'],
    shortcuts: [...CASES_SHORTCUTS, ...APP_SHORTCUTS],
  },
];

export function groupsFor(mode: Mode): readonly ShortcutGroup[] {
  return SHORTCUT_GROUPS.filter(({ modes }) => modes.includes(mode));
}

/** All keys of a mode; the same id may mean a little something else in another one. */
export function shortcutsFor(mode: Mode): readonly Shortcut[] {
  return groupsFor(mode).flatMap(({ shortcuts }) => shortcuts);
}

/** All shortcuts that share a mode with one: a key may have one meaning among them. */
export function shortcutsBeside(id: string): readonly Shortcut[] {
  const groups = SHORTCUT_GROUPS.filter(({ shortcuts }) => shortcuts.some((shortcut) => shortcut.id === id));
  const modes = new Set(groups.flatMap(({ modes: own }) => own));
  const all = [...modes].flatMap((mode) => shortcutsFor(mode));
  return [...new Map(all.map((shortcut) => [shortcut.id, shortcut])).values()];
}
