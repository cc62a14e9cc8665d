/** The engine, until it is to find teeth: then it fills its heap as a leak would, and V8 ends it. */
import '../../../main/engine.ts';

process.on('message', (message: unknown) => {
  if (!JSON.stringify(message).includes('"op":"segment"')) return;
  setImmediate(() => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, (_, n) => `${n} of ${kept.length}`));
  });
});
