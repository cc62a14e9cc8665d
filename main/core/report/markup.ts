/** HTML as text that is safe by construction: what is put into a template is escaped unless it is markup itself. */

export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | null | readonly Markup[];

/** markup`<td>${name}</td>`: null leaves nothing, a list its items in a row. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0];
  parts.forEach((part, n) => (text += written(part) + strings[n + 1]));
  return { markup: text };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(({ markup: text }) => text).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no place on paper, nor have those that turn the text around them. */
function escaped(text: string): string {
  return cleaned(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]);
}

function cleaned(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** Text as a string of CSS: whatever is no plain letter or digit is written as its code point (CSS Syntax 3, 4.3.7). */
export function cssString(text: string): string {
  const safe = Array.from(cleaned(text), (character) =>
    /[a-zA-Z0-9]/.test(character) ? character : `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return `"${safe.join('')}"`;
}
