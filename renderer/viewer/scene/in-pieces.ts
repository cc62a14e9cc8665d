/** Long work in the window: a few milliseconds at a time, so that pointer and keys are answered in between. */
const PIECE_MS = 10;

/**
 * Runs the steps to their end; `onPause` gets what the last step told.
 * @throws DOMException AbortError when nobody waits for it any more.
 */
export async function inPieces<Step, Result>(
  steps: Generator<Step, Result>,
  { signal, onPause }: { readonly signal: AbortSignal; readonly onPause?: (step: Step) => void },
): Promise<Result> {
  await nextTurn();
  let pieceStart = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - pieceStart < PIECE_MS) continue;
    onPause?.(step.value);
    await nextTurn();
    pieceStart = performance.now();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
