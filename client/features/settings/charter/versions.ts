import type { Charter, CharterVersion } from '../../../../shared/domain/charter.ts';
import { standardCharter } from '../../../../shared/domain/standardCharter.ts';
import type { CharterReply } from '../../../../shared/protocol/charter.ts';

/** A version as its page shows it; the one that ships was published by nobody. */
export interface ShownVersion {
  readonly charter: Charter;
  readonly published?: CharterVersion | undefined;
  /** The one before; undefined for the first. */
  readonly before?: Charter | undefined;
}

/** Every version, newest first, down to the one that ships. */
export function allVersions({ versions }: CharterReply): readonly ShownVersion[] {
  const published = versions.map((one, index) => ({
    charter: one.charter,
    published: one,
    before: versions[index + 1]?.charter ?? standardCharter,
  }));
  return [...published, { charter: standardCharter }];
}

export function versionIn(reply: CharterReply, id: string): ShownVersion | undefined {
  return allVersions(reply).find(({ charter }) => String(charter.version) === id);
}

export function hrefOfVersion({ version }: Pick<Charter, 'version'>): string {
  return `/settings/charter/${version}`;
}
