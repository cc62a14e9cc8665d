/** Facts of errors as words need them: each may be absent. */
import type { ErrorBody } from '#contract/errors';

type Facts = ErrorBody['facts'];

/** The name of the file that an error is about, without its folders, in front of it a space; '' when it names none. */
export function fileName({ path, file }: Facts): string {
  const name = String(path ?? file ?? '')
    .split(/[\\/]/)
    .findLast((part) => part !== '');
  return name === undefined ? '' : ` ${name}`;
}

/** A count in millions, or '' when there is none. */
export function millions(count: Facts[string] | undefined): string {
  return typeof count === 'number' ? (count / 1e6).toFixed(0) : '';
}

/** A fact between brackets, in front of it a space; '' when it is absent. */
export function inBrackets(fact: Facts[string] | undefined): string {
  return fact === undefined ? '' : ` (${fact})`;
}
