/** Everything that `quadrant doctor` can find, and how good or bad it is: ok, worth an advice, or a fault. */

export type Verdict = 'ok' | 'advice' | 'fault';

export const VERDICT_OF = {
  'version.is': 'ok',
  'computer.is': 'ok',
  'memory.enough': 'ok',
  'memory.busy': 'advice', // enough is built in, little is free
  'memory.small': 'advice',
  'memory.too-small': 'fault',
  'provider.runs': 'ok',
  'provider.absent': 'ok', // nothing on this computer that it could run on
  'provider.slow': 'advice', // software plays the graphics card
  'provider.fails': 'advice', // the next one takes over
  'provider.silent': 'advice', // it hangs, or the computer is busy
  'provider.none': 'fault',
  'model.verified': 'ok',
  'model.runs': 'ok',
  'model.silent': 'advice',
  'model.fails': 'fault',
  'model.damaged': 'fault',
  'model.missing': 'fault',
  'disk.room': 'ok',
  'disk.little-room': 'advice',
  'disk.full': 'fault',
  'disk.unwritable': 'fault',
  'disk.gone': 'fault',
  'disk.flush': 'ok',
  'disk.slow-flush': 'advice',
  'disk.links': 'ok',
  'disk.no-links': 'advice',
  'disk.network': 'advice',
  'disk.private': 'ok',
  'disk.readable': 'advice', // by others on this computer
  'gpu.is': 'ok',
  'gpu.none': 'ok',
  'gpu.no-cuda': 'advice',
  'gpu.driver-silent': 'advice',
  'display.is': 'ok',
  'display.small': 'advice',
  'display.few-colours': 'advice',
  'display.unseen': 'ok', // no window, on the command line
  'graphics.is': 'ok',
  'graphics.software': 'advice',
  'graphics.none': 'fault',
  'graphics.adapter': 'ok',
  'browser.found': 'ok',
  'browser.none': 'advice',
  'browser.unneeded': 'ok', // Electron lays out pages itself
  'language.is': 'ok',
  'clock.plausible': 'ok',
  'clock.too-early': 'fault',
  'clock.behind-files': 'advice',
  'clock.disk-differs': 'advice',
  'archive.off': 'ok',
  'archive.answers': 'ok',
  'archive.silent': 'advice',
} as const satisfies Readonly<Record<string, Verdict>>;

export type DoctorCode = keyof typeof VERDICT_OF;

function isDoctorCode(code: string): code is DoctorCode {
  return Object.hasOwn(VERDICT_OF, code);
}

export const FINDING_CODES: readonly DoctorCode[] = Object.keys(VERDICT_OF).filter(isDoctorCode);

/** Codes whose words tell what to do next. */
export type AdviceCode = { readonly [C in DoctorCode]: (typeof VERDICT_OF)[C] extends 'ok' ? never : C }[DoctorCode];
