/** What happens in the services as server-sent events (WHATWG HTML, section 9.2): jobs, retrievals, the outbox. */

/** A silent connection is dropped by some systems; a comment line keeps it open through a long patch. */
const HEARTBEAT_MS = 15_000;

export interface EventSource<Event> {
  /** Calls back with the latest event at once, then with each later one; answers with the way to stop. */
  readonly subscribe: (listener: (event: Event) => void) => () => void;
  /** Whether the stream ends after an event. */
  readonly isLast: (event: Event) => boolean;
}

/** @throws whatever `subscribe` throws, for an unknown job, before anything is sent. */
export function eventStream<Event>({ subscribe, isLast }: EventSource<Event>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const early: Event[] = [];
  let send = (event: Event): void => void early.push(event);
  // Subscribing here, not in start(), lets an unknown job fail as a plain answer.
  const unsubscribe = subscribe((event) => send(event));
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
        if (!isLast(event)) return;
        stop();
        controller.close();
      };
      for (const event of early) send(event);
    },
    cancel: stop,
  });
}
