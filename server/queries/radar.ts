import { radarOf } from '../../shared/domain/radar.ts';
import type { RadarReply } from '../../shared/protocol/radar.ts';
import type { Boards } from '../boards/boards.ts';
import type { Clock } from '../ports/clock.ts';

interface Ports {
  readonly boards: Boards;
  readonly clock: Clock;
}

/** Whose turn it is on every open ticket of a board now. Throws Refusal `boardNotFound`. */
export async function readRadar({ boards, clock }: Ports, boardId: string): Promise<RadarReply> {
  const { state } = await boards.open(boardId);
  return radarOf(state.tickets.values(), clock.now().getTime());
}
