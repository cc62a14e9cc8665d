/** How sure the program is, as a word; the number stands beside it. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.95) return 'very likely';
  if (confidence >= 0.8) return 'likely';
  if (confidence >= 0.6) return 'unsure';
  return 'doubtful';
}

/** As in "likely, 0.83". */
export function confidenceText(confidence: number): string {
  return `${confidenceWord(confidence)}, ${confidence.toFixed(2)}`;
}
