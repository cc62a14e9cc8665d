/** The hardening checklist: each item, how it is met, and the tests that prove it. */
import type { NamedTest, TraceRow } from './row.ts';

const guard = (name: string): NamedTest => ({ file: 'test/unit/host/browser/request-guard.test.ts', name });

export const HARDENING: readonly TraceRow[] = [
  {
    id: 'HARD-21',
    text: 'Only the window that was opened with the one-time token is answered',
    how: 'main/host/browser/session-token.ts: 256 random bits, compared in constant time, exchanged once for a cookie',
    tests: [
      guard('exchanges the one-time token for a cookie that scripts cannot read'),
      guard('refuses the token the second time'),
      guard('does not use the token up on a wrong guess'),
    ],
  },
];
