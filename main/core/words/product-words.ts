/** What stands on everything that a person sees of a scan. */
import { texts } from '../language.ts';

export const PRODUCT_WORDS = texts({
  en: {
    researchUse: 'Research use, not for diagnosis',
    modality: { cbct: 'CBCT scan', opg: 'Panoramic radiograph', ios: 'Intraoral scan' },
  },
  de: {
    researchUse: 'Nur für Forschung, nicht zur Diagnose',
    modality: { cbct: 'DVT-Aufnahme', opg: 'Panoramaaufnahme', ios: 'Intraoralscan' },
  },
  fr: {
    researchUse: 'Recherche uniquement, pas de diagnostic',
    modality: { cbct: 'Examen CBCT', opg: 'Radiographie panoramique', ios: 'Empreinte optique' },
  },
  zh: {
    researchUse: '仅供研究，不用于诊断',
    modality: { cbct: 'CBCT 影像', opg: '全景片', ios: '口内扫描' },
  },
});
