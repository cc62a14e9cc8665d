/** One line of a diagnosis. */
import type { DoctorCode, DoctorFinding } from '#contract/diagnosis';
import { QuadrantError } from '#contract/errors';

export function finding(code: DoctorCode, facts: DoctorFinding['facts'] = {}): DoctorFinding {
  return { code, facts };
}

const MOST_CHARACTERS = 200;
/** ONNX Runtime names its own file and function and the condition before it says what is wrong. */
const FAILED_CHECK = /^.*\bwas false\. /;

/** Why something failed, in one short line: an own error by its code and the provider's own words, another as it says. */
export function reasonOf(error: unknown): string {
  const told = error instanceof QuadrantError ? toldBy(error) : error instanceof Error ? error.message : String(error);
  const line = told.replaceAll(/\s+/g, ' ').replace(FAILED_CHECK, '').trim();
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}

function toldBy({ code, facts }: QuadrantError): string {
  const { model: _, ...reasons } = facts;
  const words = Object.values(reasons).filter((fact) => typeof fact === 'string');
  return code === 'inference.no-provider' && words.length > 0 ? words.join('; ') : code;
}
