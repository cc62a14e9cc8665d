/** Something noticed on the way that a person should read: part of the result, never only of a log. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}
