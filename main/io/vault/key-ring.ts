/**
 * The data keys of the vaults that were unlocked in this process, in its memory only. They belong to the process as its user
 * does: whatever reads a file of the data folder must find them, in worker threads too.
 */
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { z } from 'zod';

const PLACE = 'quadrant vault keys';

const keySchema = z.object({ vaultId: z.string(), key: z.string() });
/** A data key as it travels to the engine: 32 bytes in hex. */
export type VaultKey = z.infer<typeof keySchema>;
export { keySchema as vaultKeySchema };

/** The key of the vault that was unlocked last comes first. */
export function heldKeys(): readonly VaultKey[] {
  return z.array(keySchema).catch([]).parse(getEnvironmentData(PLACE));
}

/** Worker threads that start from now on have it as well. */
export function holdKey(held: VaultKey): void {
  setEnvironmentData(PLACE, [held, ...heldKeys().filter(({ vaultId }) => vaultId !== held.vaultId)]);
}

/** These and no others, in the order in which they are given. */
export function holdOnly(keys: readonly VaultKey[]): void {
  setEnvironmentData(PLACE, [...keys]);
}

export function keyOf(vaultId: string): VaultKey | null {
  return heldKeys().find((held) => held.vaultId === vaultId) ?? null;
}
