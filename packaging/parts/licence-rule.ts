/** Which licences Apache-2.0 can live with in one package. */

const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Zlib',
]);

/** Whether an SPDX expression can be met with allowed licences only: all of what AND joins, one of what OR joins. */
export function isAllowedLicence(expression: string): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;

  function either(): boolean {
    let allowed = both();
    while (words[at] === 'OR') {
      at += 1;
      const right = both();
      allowed ||= right;
    }
    return allowed;
  }
  function both(): boolean {
    let allowed = one();
    while (words[at] === 'AND') {
      at += 1;
      const right = one();
      allowed &&= right;
    }
    return allowed;
  }
  function one(): boolean {
    const word = words[at];
    at += 1;
    if (word !== '(') return ALLOWED.has(word);
    const allowed = either();
    at += 1;
    return allowed;
  }

  const allowed = either();
  return allowed && at === words.length;
}
