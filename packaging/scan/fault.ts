/** Something that must not leave with a package. */
export interface Fault {
  readonly rule: string;
  /** Inside the package. */
  readonly path: string;
  readonly detail: string;
}
