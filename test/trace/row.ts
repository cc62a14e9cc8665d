/** A line of a table that says what has to hold, and which tests show it: the hardening checklist, the requirements. */
export interface TraceRow {
  /** Such as HARD-01; never given twice. */
  readonly id: string;
  readonly text: string;
  /** By what in the code it holds. */
  readonly how: string;
  readonly tests: readonly NamedTest[];
}

export interface NamedTest {
  /** From the project's root, with slashes. */
  readonly file: string;
  /** The title of `it` or `test` as the file writes it. With placeholders (%s, $name) it stands for every test made of it. */
  readonly name: string;
  /** The file that has the title, when several test files share it. Default: `file`. */
  readonly titleIn?: string;
}
