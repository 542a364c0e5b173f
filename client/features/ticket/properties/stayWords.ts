import type { SwarmStay } from '../../../../shared/domain/ticket.ts';
import { relativeTime, span } from '../../../ui/times.ts';

export interface Stay extends SwarmStay {
  /** Of one that is over. */
  readonly leftAt?: string | null;
}

/** `watching for 12 min`, `contributing for 8 min`; of one that is over `contributed for 8 min, left 2 h ago`. */
export function stayWords({ joinedAt, contributedAt, leftAt }: Stay, now: number): string {
  const until = leftAt == null ? now : Date.parse(leftAt);
  const lasted = span(Math.max(0, until - Date.parse(contributedAt ?? joinedAt)));
  if (leftAt == null) return `${contributedAt === undefined ? 'watching' : 'contributing'} for ${lasted}`;
  const did = contributedAt === undefined ? `only watched, ${lasted}` : `contributed for ${lasted}`;
  return `${did}, left ${relativeTime(leftAt, now)}`;
}
