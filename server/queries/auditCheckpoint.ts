import { setImmediate as breathe } from 'node:timers/promises';
import { type AnyEntry, organisationLog } from '../../shared/domain/entry.ts';
import type { Checkpoint, VerifyReply } from '../../shared/protocol/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { chainStart, chained } from './auditDigest.ts';
import { ErasuresNamed } from './erasuresNamed.ts';

type LogMark = Checkpoint['logs'][number];
type LogVerdict = VerifyReply['logs'][number];

const markEvery = 1_000;
const pageSize = 200;
/** Others get their turn at least that often. */
const sliceMs = 20;

/** The digest of every log as it is now. */
export async function makeCheckpoint({ log, clock }: { log: Log; clock: Clock }): Promise<Checkpoint> {
  const at = clock.now().toISOString();
  const logs: LogMark[] = [];
  for (const id of await log.boards()) {
    const walk = new Walk();
    for await (const entry of entriesOf(log, id, await log.head(id))) walk.take(entry);
    logs.push({ log: id, seq: walk.seq, digest: walk.digest, marks: walk.marks });
  }
  return { swarmboard: 'checkpoint', at, logs };
}

/** Whether every log still begins as it did when the checkpoint was made. What was written since is not judged. */
export async function verifyCheckpoint(log: Log, { at, logs }: Checkpoint): Promise<VerifyReply> {
  const named = await erasuresIn(log);
  const verdicts: LogVerdict[] = [];
  for (const mark of logs) verdicts.push(await verifyLog(log, mark, named));
  return { ok: verdicts.every(({ ok }) => ok), at, logs: verdicts };
}

async function verifyLog(log: Log, mark: LogMark, named: ErasuresNamed): Promise<LogVerdict> {
  const walk = new Walk();
  let erased = 0;
  const unexplained: number[] = [];
  for await (const entry of entriesOf(log, mark.log, mark.seq)) {
    walk.take(entry);
    if (entry.erased !== undefined) erased += 1;
    if (entry.erased !== undefined && !named.has(entry)) unexplained.push(entry.seq);
    if (walk.problem !== null) break;
  }
  const problem = walk.problem ?? differenceOf(walk, mark) ?? forgeryOf(unexplained);
  return { log: mark.log, ok: problem === null, entries: walk.seq, erased, problem };
}

function differenceOf({ seq, digest, marks }: Walk, expected: LogMark): string | null {
  if (seq < expected.seq) {
    return seq === 0
      ? `The log is gone; it had ${String(expected.seq)} entries.`
      : `The log ends at entry ${String(seq)}; it had ${String(expected.seq)}.`;
  }
  if (expected.marks.length !== Math.floor(expected.seq / markEvery)) return 'The checkpoint itself is not whole.';
  if (digest === expected.digest && marks.every((mark, index) => mark === expected.marks[index])) return null;
  const wrong = marks.findIndex((mark, index) => mark !== expected.marks[index]);
  const [from, to] =
    wrong === -1 ? [marks.length * markEvery + 1, seq] : [wrong * markEvery + 1, (wrong + 1) * markEvery];
  return `Something was changed in the entries ${String(from)} to ${String(to)}.`;
}

function forgeryOf(unexplained: readonly number[]): string | null {
  const [first] = unexplained;
  if (first === undefined) return null;
  const which =
    unexplained.length === 1
      ? `Entry ${String(first)} says`
      : `${String(unexplained.length)} entries, the first of them ${String(first)}, say`;
  return `${which} that a customer was erased, and the organisation’s log knows of no such erasure.`;
}

async function erasuresIn(log: Log): Promise<ErasuresNamed> {
  const named = new ErasuresNamed();
  for await (const entry of entriesOf(log, organisationLog, await log.head(organisationLog))) named.take(entry);
  return named;
}

async function* entriesOf(log: Log, id: string, through: number): AsyncGenerator<AnyEntry> {
  let sliceEnds = performance.now() + sliceMs;
  for (let after = 0; after < through;) {
    const page = await log.read(id, { after, limit: Math.min(pageSize, through - after) });
    for (const entry of page) {
      if (performance.now() > sliceEnds) {
        await breathe();
        sliceEnds = performance.now() + sliceMs;
      }
      yield entry;
    }
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** One log, entry by entry. */
class Walk {
  seq = 0;
  digest = chainStart;
  readonly marks: string[] = [];
  problem: string | null = null;

  take(entry: AnyEntry): void {
    if (entry.seq !== this.seq + 1) {
      this.problem = `Entry ${String(this.seq + 1)} is missing.`;
      return;
    }
    this.seq = entry.seq;
    this.digest = chained(this.digest, entry);
    if (entry.seq % markEvery === 0) this.marks.push(this.digest);
  }
}
