/** Keeps its last answer and gives it again as long as it is asked with the same numbers. */
export class LastAnswer<Answer> {
  private last: { readonly question: readonly number[]; readonly answer: Answer } | null = null;

  for(question: readonly number[], find: () => Answer): Answer {
    const { last } = this;
    if (last !== null && last.question.length === question.length) {
      if (last.question.every((number, n) => Object.is(number, question[n]))) return last.answer;
    }
    const answer = find();
    this.last = { question, answer };
    return answer;
  }
}
