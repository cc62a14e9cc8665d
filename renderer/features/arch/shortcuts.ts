/** Keys of the dental arch, the cross-sections and the canals. */
import { changeArchLength } from '../../state/drawings/arch-store.ts';
import { stepSection } from '../../viewer/arch/section-numbers.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';

export const ARCH_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'tool.arch',
    keys: ['A'],
    title: {
      en: 'Tool: dental arch',
      de: 'Werkzeug: Zahnbogen',
      fr: 'Outil : arcade dentaire',
      zh: '工具：牙弓曲线',
    },
    run: ({ view }) => view.setState({ tool: 'arch' }),
  },
  {
    id: 'tool.canal',
    keys: ['K'],
    title: {
      en: 'Tool: nerve canal',
      de: 'Werkzeug: Nervkanal',
      fr: 'Outil : canal nerveux',
      zh: '工具：神经管',
    },
    run: ({ view }) => view.setState({ tool: 'canal' }),
  },
  {
    id: 'section.next',
    keys: ['J'],
    title: {
      en: 'Next cross-section',
      de: 'Nächster Querschnitt',
      fr: 'Coupe transversale suivante',
      zh: '下一横断面',
    },
    run: (app) => stepSection({ ...app.arching, view: app.view }, 1),
  },
  {
    id: 'section.previous',
    keys: ['Shift+J'],
    title: {
      en: 'Previous cross-section',
      de: 'Voriger Querschnitt',
      fr: 'Coupe transversale précédente',
      zh: '上一横断面',
    },
    run: (app) => stepSection({ ...app.arching, view: app.view }, -1),
  },
  {
    id: 'section.apart',
    keys: ['D'],
    title: {
      en: 'Cross-sections further apart',
      de: 'Querschnitte weiter auseinander',
      fr: 'Coupes transversales plus espacées',
      zh: '增大横断面间距',
    },
    run: ({ arching }) => changeArchLength(arching.store, 'sectionDistanceMm', 1),
  },
  {
    id: 'section.closer',
    keys: ['Shift+D'],
    title: {
      en: 'Cross-sections closer together',
      de: 'Querschnitte enger zusammen',
      fr: 'Coupes transversales plus rapprochées',
      zh: '减小横断面间距',
    },
    run: ({ arching }) => changeArchLength(arching.store, 'sectionDistanceMm', -1),
  },
];
