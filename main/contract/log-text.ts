/**
 * What a log may say of an error. [Note: Logs] Messages carry what they are about: paths, file names, pieces of a file that is
 * no JSON, a patient's name in any of them. So a log is made of what cannot carry any: codes, classes, numbers, and the
 * lines of our own source. Whoever sees the window or typed the command reads the whole message there.
 */
import { QuadrantError } from './errors.ts';

/** One line for the error and each of its causes, and below it where in the source it happened. */
export function logText(thrown: unknown, at: Date = new Date()): string {
  const lines = [`${at.toISOString()} ${kindOf(thrown)}`, ...framesOf(thrown)];
  const seen = new Set([thrown]);
  let cause = causeOf(thrown);
  while (cause !== undefined && !seen.has(cause)) {
    lines.push(`  caused by ${kindOf(cause)}`, ...framesOf(cause));
    seen.add(cause);
    cause = causeOf(cause);
  }
  return `${lines.join('\n')}\n`;
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}

/** Class, code of ours or of the system, and facts that are numbers. */
function kindOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${typeof thrown}`;
  const name = word(thrown.name) ?? 'Error';
  if (thrown instanceof QuadrantError) {
    const numbers = Object.entries(thrown.facts).flatMap(([key, fact]) =>
      typeof fact === 'string' ? [] : [`${key}=${fact}`],
    );
    return [name, thrown.code, ...numbers].join(' ');
  }
  const told = [field(thrown, 'code'), field(thrown, 'syscall')].flatMap((text) => word(text) ?? []);
  return [name, ...told].join(' ');
}

function field(error: Error, key: string): unknown {
  return Reflect.get(error, key);
}

/** A name that a program gave, as EACCES or readdir: nothing that came from a file. */
function word(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z][\w.]{0,40}$/.test(value) ? value : null;
}

const FRAME =
  /^ {4}at (?:(?:async |new )*(?<who>[\w.#$<>]+) (?:\[as \w+\] )?\()?[^()]*?(?<where>[\w.-]+\.[cm]?[jt]s:\d+:\d+)\)?$/;

/** The frames alone: a message may go over several lines, and stands above them. */
function framesOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return [];
  const { stack, message } = thrown;
  const at = stack.indexOf(message);
  // The message was changed since: where it ends in the stack cannot be told.
  if (at < 0) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .flatMap((line) => {
      const { who = '', where } = FRAME.exec(line)?.groups ?? {};
      return where === undefined ? [] : [`    at ${[who, where].filter(Boolean).join(' ')}`];
    });
}
