/** What a process leaves behind when it ends by an error that nobody caught. */
import { logText } from '#contract/log-text';

/**
 * Has such an error told by its code and source lines, and the process ended: Node would print its message, which may hold a
 * name. Reports that Node can be told to write (NODE_OPTIONS) hold messages and arguments too: they are turned off.
 * @param end for a host that says goodbye in a window
 */
export function keepPersonsOutOfLastWords(end: () => void = () => process.exit(1)): void {
  process.on('uncaughtException', (thrown) => {
    process.stderr.write(logText(thrown));
    end();
  });
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
}
