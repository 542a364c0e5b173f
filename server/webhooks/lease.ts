import { type Progress, type RecordPlace, changeRecord, findProgress } from '../commands/webhookRecords.ts';
import type { SendPorts } from './ports.ts';

const leaseMs = 20_000;
/** Renewed long before it ends, so that a slow store does not lose it. */
const renewBeforeMs = 13_000;

type Cursors = Readonly<Record<string, number>>;

/**
 * The right to read the boards' logs and send what follows from them, and how far that has come; both in one record, so
 * that only who has the one writes the other. It runs out by itself when its holder is gone.
 */
export class Lease {
  readonly #ports: Pick<SendPorts, 'records' | 'clock'>;
  readonly #holder: string;
  readonly #place: RecordPlace;
  #until: number;
  #cursors: Cursors;

  private constructor(
    ports: Pick<SendPorts, 'records' | 'clock'>,
    { place, holder, progress }: { place: RecordPlace; holder: string; progress: Progress },
  ) {
    this.#ports = ports;
    this.#place = place;
    this.#holder = holder;
    this.#until = Date.parse(progress.until);
    this.#cursors = progress.cursors;
  }

  /** Undefined when another server has it, or there is nothing to do. */
  static async take(
    ports: Pick<SendPorts, 'records' | 'clock'>,
    { place, holder }: { place: RecordPlace; holder: string },
    hasWork: (progress: Progress) => boolean,
  ): Promise<Lease | undefined> {
    const found = await findProgress(ports.records, place);
    if (!found) return undefined;
    const { progress, revision, record } = found;
    const now = ports.clock.now();
    if (progress.holder !== '' && progress.until > now.toISOString()) return undefined;
    // A holder that is gone has not said when what it was sending is due.
    if (progress.holder === '' && !hasWork(progress)) return undefined;
    const until = new Date(now.getTime() + leaseMs).toISOString();
    const taken: Progress = { ...progress, holder, until, dueAt: null };
    const isTaken = await ports.records.replace(place.kind, { ...record, value: taken }, revision);
    return isTaken ? new Lease(ports, { place, holder, progress: taken }) : undefined;
  }

  get isHeld(): boolean {
    return this.#ports.clock.now().getTime() < this.#until;
  }

  get isDue(): boolean {
    return this.#until - this.#ports.clock.now().getTime() < renewBeforeMs;
  }

  /** By board: the last entry that deliveries have been made of. */
  get cursors(): Cursors {
    return this.#cursors;
  }

  advance(board: string, seq: number): void {
    this.#cursors = { ...this.#cursors, [board]: seq };
  }

  /** Writes down how far it is and keeps the right; false when somebody else has it now. */
  async renew(): Promise<boolean> {
    const until = this.#ports.clock.now().getTime() + leaseMs;
    const kept = await this.#change((progress) => ({ ...progress, until: new Date(until).toISOString() }));
    this.#until = kept ? until : 0;
    return kept !== undefined;
  }

  /** Gives it back; what waits is due at `dueAt`. False when there is something new to do meanwhile. */
  async release(dueAt: string | null): Promise<boolean> {
    const after = await this.#change((progress) =>
      progress.dueAt === null ? { ...progress, holder: '', until: '', dueAt } : { ...progress, dueAt: null },
    );
    if (after?.holder === this.#holder) return false;
    this.#until = 0;
    return true;
  }

  /** What others have written, such as where a newly followed board begins, counts as well. */
  async #change(change: (progress: Progress) => Progress): Promise<Progress | undefined> {
    const progress = await changeRecord<Progress>(this.#ports.records, this.#place, (now) => {
      if (now.holder !== this.#holder) return undefined;
      return { value: { ...change(now), cursors: furthest(now.cursors, this.#cursors) } };
    });
    if (progress) this.#cursors = progress.cursors;
    return progress;
  }
}

function furthest(one: Cursors, other: Cursors): Cursors {
  const boards = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...boards].map((board) => [board, Math.max(one[board] ?? 0, other[board] ?? 0)]));
}

/** Has whoever sends next look at what waits. */
export async function wake(
  { records, clock }: Pick<SendPorts, 'records' | 'clock'>,
  place: RecordPlace,
): Promise<void> {
  const dueAt = clock.now().toISOString();
  await changeRecord<Progress>(records, place, (progress) => ({ value: { ...progress, dueAt } }));
}
