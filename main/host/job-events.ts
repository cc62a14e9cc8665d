/** Job progress as server-sent events (WHATWG HTML, section 9.2). */
import type { JobEvent } from '#contract/api';
import type { Services } from '../services/index.ts';

/** A silent connection is dropped by some systems; a comment line keeps it open through a long patch. */
const HEARTBEAT_MS = 15_000;

/**
 * The event stream of one job: the latest event at once, then each later one; ends after done, failed or cancelled.
 * @throws QuadrantError usage for an unknown job, before anything is sent.
 */
export function jobEventStream(services: Services, jobId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const early: JobEvent[] = [];
  let send = (event: JobEvent): void => void early.push(event);
  // Subscribing here, not in start(), lets an unknown job fail as a plain answer.
  const unsubscribe = services.subscribeJob(jobId, (event) => send(event));
  let heartbeat: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(heartbeat);
    unsubscribe();
    send = () => {};
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), HEARTBEAT_MS);
      send = (event) => {
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
        if (event.state === 'running') return;
        stop();
        controller.close();
      };
      for (const event of early) send(event);
    },
    cancel: stop,
  });
}
