import type { App } from '../../app-context.ts';
import { teethInOrder } from '../../state/tooth-order.ts';
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
  const { teeth, session, commands, settings } = app;
  const { caseFile } = session.getState();
  const found = step.kind === 'tooth' && caseFile !== null && teethInOrder(caseFile).includes(step.fdi);
  if (found) {
    teeth.setState({ typed: null });
    commands.selectTooth(step.fdi, { goThere: true });
    return;
  }
  teeth.setState({ typed: { digits: step.digits, unknown: step.kind !== 'wait' } });
  ending = setTimeout(() => {
    if (step.kind === 'wait') take(app, typedEnd(step.digits, settings.getState().notation));
    else teeth.setState({ typed: null });
  }, TYPING_MS);
}
