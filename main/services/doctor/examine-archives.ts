/** Archives that a practice has set up, each asked whether it answers; without one no socket is opened. */
import type { DoctorFinding } from '#contract/diagnosis';
import { asQuadrantError } from '#contract/errors';
import type { PacsCalls } from '../pacs/pacs-door.ts';
import { finding } from './finding.ts';

export type Archives = Pick<PacsCalls, 'pacs.servers' | 'pacs.test'>;

export async function examineArchives(archives: Archives): Promise<readonly DoctorFinding[]> {
  const servers = await archives['pacs.servers']({});
  if (servers.length === 0) return [finding('archive.off')];
  return Promise.all(
    servers.map(async ({ serverId, server: { name: archive } }) => {
      try {
        const { milliseconds } = await archives['pacs.test']({ serverId });
        return finding('archive.answers', { archive, milliseconds: Math.round(milliseconds) });
      } catch (error) {
        return finding('archive.silent', { archive, reason: asQuadrantError(error).code });
      }
    }),
  );
}
