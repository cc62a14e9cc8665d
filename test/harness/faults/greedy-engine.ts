/** The engine, until it is to find teeth: then it fills a small heap as a leak would, and V8 ends it. */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--max-old-space-size=120');
process.on('message', (message: unknown) => {
  if (!JSON.stringify(message).includes('"op":"segment"')) return;
  const kept: string[][] = [];
  setInterval(() => {
    for (let n = 0; n < 1000; n++) kept.push(Array.from({ length: 100 }, (_, k) => `${n} ${k} ${kept.length}`));
  }, 0);
});
await import('../../../main/engine.ts');
