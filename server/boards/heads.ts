import { isBoardLog } from '../../shared/domain/entry.ts';
import type { Log } from '../ports/log.ts';

/** Those who look once a second look at the same. */
const freshMs = 500;

/** The last seq of every board: asked for once, whoever asks at about the same time. */
export function headsOf(log: Log): () => Promise<ReadonlyMap<string, number>> {
  let latest: Promise<ReadonlyMap<string, number>> | undefined;
  let until = 0;
  return () => {
    if (latest && performance.now() < until) return latest;
    const reading = readHeads(log);
    latest = reading;
    until = performance.now() + freshMs;
    reading.catch(() => {
      if (latest === reading) latest = undefined;
    });
    return reading;
  };
}

async function readHeads(log: Log): Promise<ReadonlyMap<string, number>> {
  const boards = (await log.boards()).filter(isBoardLog);
  return new Map(await Promise.all(boards.map(async (board) => [board, await log.head(board)] as const)));
}
