import type { Worker } from 'node:worker_threads';

/** Sends a thread one message and waits for its one answer; rejects when the thread fails or ends instead. */
export function askWorker<Answer>(worker: Worker, question: unknown): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const settle = (): void => {
    worker.off('message', onMessage);
    worker.off('error', onError);
    worker.off('exit', onExit);
  };
  const onMessage = (answer: Answer): void => {
    settle();
    resolve(answer);
  };
  const onError = (thrown: unknown): void => {
    settle();
    reject(thrown);
  };
  const onExit = (exitCode: number): void => onError(new Error(`a thread ended with code ${exitCode}`));
  worker.on('message', onMessage);
  worker.on('error', onError);
  worker.on('exit', onExit);
  worker.postMessage(question);
  return promise;
}
