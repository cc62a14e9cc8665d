/** Comma-separated values (RFC 4180), UTF-8 with CRLF, decimal points. */

export type CsvValue = string | number | boolean | null;

/** A row for each record under the names of `columns`; null is an empty field. */
export function csvText(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(fieldText).join(',')}\r\n`).join('');
}

function fieldText(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // A spreadsheet would take text that begins like this for a formula: the apostrophe makes it text there.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
