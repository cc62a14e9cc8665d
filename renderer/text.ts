/**
 * Words of the interface. Each feature keeps its own `text.ts` in all languages: what is missing does not compile.
 *
 *     export const TEXT = texts({ en: { title: 'Axial', slices: (n: number) => `${n} slices` }, de: …, fr: …, zh: … });
 *     const t = useText(TEXT);   // in a component; textOf(TEXT, language) elsewhere
 */
import type { Language } from '#contract/settings';

export type Texts<Words> = { readonly [L in Language]: Words };

export function texts<Words>(inLanguages: { readonly en: Words } & Texts<NoInfer<Words>>): Texts<Words> {
  return inLanguages;
}

export function textOf<Words>(inLanguages: Texts<Words>, language: Language): Words {
  return inLanguages[language];
}
