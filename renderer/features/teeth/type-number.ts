import { labelOf, type CaseFile } from '#contract/case';
import type { App } from '../../create-app.ts';
import { typedEnd, typedStep, type TypedStep } from './typed-number.ts';

/** A number's digits follow each other within this time, and so long stays what was not found. */
const TYPING_MS = 1000;

let ending: ReturnType<typeof setTimeout> | undefined;

/** Takes a digit from anywhere in the window; a whole number selects its tooth and goes there. */
export function typeDigit(app: App, digit: string): void {
  if (app.session.getState().caseFile === null) return;
  const { notation } = app.settings.getState();
  const { typed } = app.teeth.getState();
  const before = typed === null || typed.unknown ? '' : typed.digits;
  clearTimeout(ending);
  take(app, typedStep(before, digit, notation));
}

function take(app: App, step: TypedStep): void {
  const { teeth, session, view, commands, settings } = app;
  const { caseFile } = session.getState();
  // A tooth may be waiting for this number.
  if (step.kind === 'tooth' && app.numbers.takeNumber(step.fdi)) {
    teeth.setState({ typed: null });
    return;
  }
  const tooth =
    step.kind === 'tooth' && caseFile !== null
      ? toothNumbered(caseFile, step.fdi, view.getState().selectedTooth)
      : undefined;
  if (tooth !== undefined) {
    teeth.setState({ typed: null });
    commands.selectTooth(labelOf(tooth), { goThere: true });
    return;
  }
  teeth.setState({ typed: { digits: step.digits, unknown: step.kind !== 'wait' } });
  ending = setTimeout(() => {
    if (step.kind === 'wait') take(app, typedEnd(step.digits, settings.getState().notation));
    else teeth.setState({ typed: null });
  }, TYPING_MS);
}

type Tooth = CaseFile['instances'][number];

/** Of several teeth with that number the one after the selected one. */
function toothNumbered(caseFile: CaseFile, fdi: number, selected: number | null): Tooth | undefined {
  const all: readonly Tooth[] = caseFile.instances;
  const numbered = all.filter((tooth) => tooth.fdi === fdi);
  const at = numbered.findIndex((tooth) => labelOf(tooth) === selected);
  return numbered[(at + 1) % numbered.length];
}
