/** How DICOM writes a person's name (VR PN, PS3.5 6.2.1): family name, given name, middle name, prefix, suffix between carets. */

const TITLE = /^(dr|prof|dipl|med|dent|mr|mrs|ms|herr|frau|m|mme)\.$|^(dr|prof|herr|frau)$/i;
/** A component group holds this many characters. */
const MAX_LENGTH = 64;

/**
 * A name as a person typed it, "Dr. Jane Doe" or "Doe, Jane", in DICOM's order: the last word is the family name where no
 * comma tells. A single word is the family name; what is in that order already stays.
 */
export function personName(typed: string): string {
  const name = typed.replaceAll(/[\\\p{Cc}]+/gu, ' ').trim();
  if (name === '' || /[=^]/.test(name)) return name;
  const words = name.replace(',', ' , ').split(/\s+/);
  const titles = words.findIndex((word) => !TITLE.test(word));
  const [prefix, rest] = titles > 0 ? [words.slice(0, titles), words.slice(titles)] : [[], words];
  const comma = rest.indexOf(',');
  const [family, given] =
    comma > 0 ? [rest.slice(0, comma), rest.slice(comma + 1)] : [rest.slice(-1), rest.slice(0, -1)];
  const components = [family.join(' '), given.join(' '), '', prefix.join(' ')];
  return components.join('^').slice(0, MAX_LENGTH).replace(/\^+$/, '');
}
