/**
 * Words of the interface. Each feature keeps its own `text.ts` in all languages; words that reports and exports say as
 * well stand in `core/words`.
 *
 *     const t = useText(TEXT);   // in a component; textOf(TEXT, language) elsewhere
 */
export { textOf, texts, type Texts } from '#core/language';
