import { mostVersions } from '../ports/versions.ts';
import type { VersionSummary } from '../../shared/protocol/http.ts';

/** Which of them, given newest first, have to go so that there are not too many. */
export function surplusOf(versions: readonly VersionSummary[]): string[] {
  const oldestFirst = [...versions].reverse();
  const passing = oldestFirst.filter(({ why }) => why === 'interval');
  const lasting = oldestFirst.filter(({ why }) => why !== 'interval');
  return [...passing, ...lasting].slice(0, Math.max(0, versions.length - mostVersions)).map(({ id }) => id);
}
