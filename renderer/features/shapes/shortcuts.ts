import type { Shortcut } from '../shortcuts/shortcut.ts';

/** The way in; the letters of the trade (P, E, brackets) count while a shape is edited: use-shape-keys.ts. */
export const SHAPE_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'tool.paint',
    keys: ['Shift+B'],
    title: {
      en: 'Edit shapes (then P paint, E erase, K cut, S split, M merge, [ ] size)',
      de: 'Formen bearbeiten (dann P malen, E radieren, K schneiden, S trennen, M verbinden, [ ] Größe)',
      fr: 'Modifier les formes (puis P peindre, E effacer, K couper, S séparer, M réunir, [ ] taille)',
      zh: '编辑形状（然后 P 涂抹、E 擦除、K 切割、S 分离、M 合并、[ ] 大小）',
    },
    run: ({ view }) => view.setState({ tool: 'paint' }),
  },
];
