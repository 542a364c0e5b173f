import type { Collections } from './collections.ts';

/**
 * Whatever the primary held before it is durable once this resolves: what a majority has written to its journal
 * includes all that came earlier. Needed after an unknown outcome, when a row is seen whose own confirmation was lost.
 */
export async function passBarrier({ marks }: Collections): Promise<void> {
  await marks.updateOne({ _id: 'barrier' }, { $inc: { value: 1 } }, { upsert: true });
}
