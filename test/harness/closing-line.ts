import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a test run with one line that programs can read: `N passed, N failed`, and `, N skipped` when tests were skipped.
 * A file that could not be loaded and an error outside any test count as failures.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'failed' : state]++;
      }
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    }
    // After what the default reporter still has to say.
    process.once('exit', () => console.log(closingLine(counts)));
  }
}

export function closingLine({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
