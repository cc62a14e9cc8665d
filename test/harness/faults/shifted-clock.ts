/** node --import shifted-clock.ts: a process whose system clock is wrong by QUADRANT_FAULTS_DAYS days. */
const shiftMs = Number(process.env['QUADRANT_FAULTS_DAYS'] ?? 0) * 86_400_000;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + shiftMs] : args, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => RealDate.now() + shiftMs : Reflect.get(target, name, receiver),
});
