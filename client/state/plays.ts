import type { PlayKind, PlaySetting, RunningPlay } from '../../shared/domain/play.ts';
import type { PlaysReply } from '../../shared/protocol/rotas.ts';
import { request } from '../connection/http.ts';

export const playNames: Readonly<Record<PlayKind, string>> = {
  dropIn: 'Drop-in',
  dispatch: 'Dispatch',
  backlog: 'Backlog swarm',
  severity1: 'Severity 1',
};

/** In one line: what people do then. */
export const playAbout: Readonly<Record<PlayKind, string>> = {
  dropIn: 'Roving help: somebody looks in for a while.',
  dispatch: 'Quick wins among new work.',
  backlog: 'A few people on what is hard and old.',
  severity1: 'All hands, one lead, one who speaks to the customer.',
};

const minuteMs = 60_000;

/** `25 min left`, `over by 5 min`; the last minute counts as one, and so does the first one over. */
export function timeLeft({ endsAt }: Pick<RunningPlay, 'endsAt'>, now: number): { text: string; isOver: boolean } {
  const leftMs = Date.parse(endsAt) - now;
  if (leftMs > 0) return { text: `${inWords(Math.ceil(leftMs / minuteMs))} left`, isOver: false };
  return { text: `over by ${inWords(Math.max(1, Math.floor(-leftMs / minuteMs)))}`, isOver: true };
}

/** So that the time-box ends this many minutes later than it would, or from now when it is over; in minutes from now. */
export function extended({ endsAt }: Pick<RunningPlay, 'endsAt'>, now: number, byMinutes: number): number {
  const leftMs = Math.max(0, Date.parse(endsAt) - now);
  return Math.min(1_440, Math.round(leftMs / minuteMs) + byMinutes);
}

export async function loadPlays(): Promise<readonly PlaySetting[]> {
  return (await request<PlaysReply>('/api/v1/plays')).plays;
}

export async function savePlay(play: PlaySetting): Promise<readonly PlaySetting[]> {
  return (await request<PlaysReply>('/api/v1/plays', { method: 'POST', body: play })).plays;
}

function inWords(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
