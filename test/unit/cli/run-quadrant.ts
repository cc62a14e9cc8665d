/** Runs the command line in this process and keeps what it writes. */
import { main } from '../../../main/cli.ts';

export async function quadrant(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await main(args, {
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text) },
  });
  return { code, stdout, stderr };
}
