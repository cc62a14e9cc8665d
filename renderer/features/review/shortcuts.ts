/** Keys of the review: from one finding to the next, decisions, history and signing off. */
import type { Shortcut } from '../shortcuts/shortcut.ts';

export const REVIEW_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'review.next',
    keys: ['F8', 'Shift+I'],
    title: { en: 'Next to check', de: 'Nächster Prüfpunkt', fr: 'Point suivant à vérifier', zh: '下一个待核对项' },
    run: ({ checks }) => checks.step(1),
  },
  {
    id: 'review.previous',
    keys: ['Shift+F8'],
    title: {
      en: 'Previous to check',
      de: 'Voriger Prüfpunkt',
      fr: 'Point précédent à vérifier',
      zh: '上一个待核对项',
    },
    run: ({ checks }) => checks.step(-1),
  },
  {
    id: 'review.fix',
    keys: ['Shift+F'],
    title: {
      en: 'Fix what is to be checked, as proposed',
      de: 'Prüfpunkt beheben, wie vorgeschlagen',
      fr: 'Corriger le point comme proposé',
      zh: '按建议修正当前待核对项',
    },
    run: ({ checks }) => checks.withCurrent(checks.fix),
  },
  {
    id: 'review.accept',
    keys: ['Shift+O'],
    title: {
      en: 'Let it stand as it is',
      de: 'Prüfpunkt so lassen',
      fr: 'Laisser le point ainsi',
      zh: '待核对项保持不变',
    },
    run: ({ checks }) => checks.withCurrent(checks.accept),
  },
  {
    id: 'tooth.accept',
    keys: ['Shift+C'],
    title: { en: 'Accept the tooth', de: 'Zahn bestätigen', fr: 'Valider la dent', zh: '确认此牙' },
    run: ({ checks }) => checks.decideSelected('accepted'),
  },
  {
    id: 'tooth.reject',
    keys: ['Shift+Delete', 'Shift+Backspace'],
    title: { en: 'Reject the tooth', de: 'Zahn verwerfen', fr: 'Rejeter la dent', zh: '否决此牙' },
    run: ({ checks }) => checks.decideSelected('rejected'),
  },
  {
    id: 'tooth.propose',
    keys: ['Shift+T'],
    title: {
      en: 'Take back the decision on the tooth',
      de: 'Entscheidung zum Zahn zurücknehmen',
      fr: 'Revenir sur la décision',
      zh: '撤回对此牙的决定',
    },
    run: ({ checks }) => checks.decideSelected('proposed'),
  },
  {
    id: 'review.accept-all',
    keys: ['Ctrl+Enter'],
    title: {
      en: 'Accept all teeth with nothing to check',
      de: 'Alle Zähne ohne Prüfpunkt bestätigen',
      fr: 'Valider toutes les dents sans point à vérifier',
      zh: '确认所有无待核对项的牙',
    },
    run: ({ checks }) => checks.acceptAll(),
  },
  {
    id: 'review.history',
    keys: ['Shift+L'],
    title: { en: 'History of the case', de: 'Verlauf des Falls', fr: 'Historique du cas', zh: '病例历史记录' },
    run: ({ checks }) => checks.store.setState({ historyOpen: true }),
  },
  {
    id: 'review.sign',
    keys: ['Shift+G'],
    title: {
      en: 'Sign off, or reopen',
      de: 'Freigeben oder wieder öffnen',
      fr: 'Signer ou rouvrir',
      zh: '签核或重新打开',
    },
    run: ({ checks, review }) => {
      if (review.store.getState().review?.signed != null) checks.reopen();
      else checks.store.setState({ signOffOpen: true });
    },
  },
  {
    id: 'edit.undo',
    keys: ['Ctrl+Z'],
    title: { en: 'Undo', de: 'Rückgängig', fr: 'Annuler', zh: '撤销' },
    run: ({ commands }) => commands.annotations.undo(),
  },
  {
    id: 'edit.redo',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    title: { en: 'Redo', de: 'Wiederholen', fr: 'Rétablir', zh: '重做' },
    run: ({ commands }) => commands.annotations.redo(),
  },
];
