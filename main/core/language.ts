/**
 * The languages that a person may read, and dictionaries in all of them: what is missing in one does not compile.
 *
 *     export const TEXT = texts({ en: { title: 'Axial', slices: (n: number) => `${n} slices` }, de: …, fr: …, zh: … });
 */

export const LANGUAGES = ['en', 'de', 'fr', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Texts<Words> = { readonly [L in Language]: Words };

export function texts<Words>(inLanguages: { readonly en: Words } & Texts<NoInfer<Words>>): Texts<Words> {
  return inLanguages;
}

export function textOf<Words>(inLanguages: Texts<Words>, language: Language): Words {
  return inLanguages[language];
}
