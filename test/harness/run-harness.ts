/** Runs a script of the harness to its end, or ends with what went wrong in words and the exit code of the command line. */
import { asQuadrantError, exitCodeOf } from '#contract/errors';

export async function runHarness(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (thrown) {
    const error = asQuadrantError(thrown);
    process.stderr.write(`${error.message}\n${error.remedy}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
