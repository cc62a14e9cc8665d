/** How much a finding weighs, and where a tooth stands in the review. */
import type { Severity } from '../checks/checked-tooth.ts';
import { texts } from '../language.ts';
import type { ToothStatus } from '../review/action.ts';

interface ReviewWords {
  readonly severities: { readonly [S in Severity]: string };
  readonly statuses: { readonly [S in ToothStatus]: string };
}

export const REVIEW_WORDS = texts<ReviewWords>({
  en: {
    severities: { wrong: 'wrong', doubtful: 'doubtful', note: 'note' },
    statuses: { proposed: 'Proposed', accepted: 'Accepted', edited: 'Edited', rejected: 'Rejected' },
  },
  de: {
    severities: { wrong: 'falsch', doubtful: 'zweifelhaft', note: 'Hinweis' },
    statuses: { proposed: 'Vorschlag', accepted: 'Bestätigt', edited: 'Bearbeitet', rejected: 'Verworfen' },
  },
  fr: {
    severities: { wrong: 'faux', doubtful: 'douteux', note: 'remarque' },
    statuses: { proposed: 'Proposée', accepted: 'Validée', edited: 'Modifiée', rejected: 'Rejetée' },
  },
  zh: {
    severities: { wrong: '错误', doubtful: '存疑', note: '提示' },
    statuses: { proposed: '待定', accepted: '已确认', edited: '已修改', rejected: '已否决' },
  },
});
