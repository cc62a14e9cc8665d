/** The moment that a build pretends to be made at, so that building it again gives the same bytes. */
import { execFileSync } from 'node:child_process';

/** Seconds since 1970: SOURCE_DATE_EPOCH (reproducible-builds.org), else the time of the commit. */
export function sourceDate(projectDir: string, env: NodeJS.ProcessEnv = process.env): number {
  const asked = env['SOURCE_DATE_EPOCH'];
  const seconds = Number(
    asked ?? execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: projectDir, encoding: 'utf8' }),
  );
  if (!Number.isSafeInteger(seconds) || seconds <= 0)
    throw new Error(`SOURCE_DATE_EPOCH is no number of seconds: ${asked}`);
  return seconds;
}
